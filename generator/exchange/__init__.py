"""Files in and out: rows and workbooks for the registers and systems that the order names."""
