// Whether files may be uploaded, said before a minute is lost on sending them.

/**
 * @param {{size: number}[]} files
 * @param {number} mostMb
 * @param {number} mostFiles
 * @returns {string} what is wrong in one sentence; empty when nothing is
 */
export function complaint(files, mostMb, mostFiles) {
  if (files.length === 0) return "Choose at least one file first.";
  if (files.length > mostFiles) {
    return `Those are ${files.length} files, and at most ${mostFiles} go at once: pack them into a zip, or choose fewer.`;
  }
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes > mostMb * 2 ** 20) {
    return `That is ${Math.round(bytes / 2 ** 20)} MB, and this server takes at most ${mostMb} MB at once: upload it in parts.`;
  }
  return "";
}

/**
 * How far an upload is, in words.
 * @param {number} sent bytes
 * @param {number} total bytes
 */
export function words(sent, total) {
  if (sent >= total) return "Sent. One moment …";
  return `${megabytes(sent)} of ${megabytes(total)} MB sent. Keep this page open until all is sent.`;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0);
}
