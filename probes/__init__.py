"""Technical monitoring (п. 29): checks of SMEV, of suppliers' e-services and of own components."""
