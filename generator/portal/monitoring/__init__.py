"""The section "Мониторинг" (п. 24-39): pages, files for programs, feeds and badges of what monitoring knows."""
