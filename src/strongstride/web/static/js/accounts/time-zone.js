// The time zone of this device, offered where a form asks for one and the runner has not said.

/**
 * Offer the device's zone in a field: hidden fields take it, selects only while they say UTC.
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @param {string} zone an IANA name
 */
export function offer(field, zone) {
  if (field.tagName === "INPUT") {
    field.value = zone;
    return;
  }
  const known = [...field.options].some((option) => option.value === zone);
  if (known && field.value === "UTC") field.value = zone;
}

if (typeof document !== "undefined") {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const field of document.querySelectorAll("[data-time-zone], select[name='time_zone']")) {
    if (zone) offer(field, zone);
  }
}
