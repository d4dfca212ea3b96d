"""The claims of the papers, one module a chapter. A row is data; see ``ndtc_core.notebook.audit`` for what it means."""
