"""The close-out report: what came of it all, by page, by source and by cause."""
