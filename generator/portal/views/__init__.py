"""Facts of the pages: frozen values computed from content and procedure, without HTML, files or clock."""
