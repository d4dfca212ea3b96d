/* Opened as a file, a page may not read other pages: search shows its hits without their summaries then. */
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
