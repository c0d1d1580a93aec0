"""Books by mail: messages, and the SMTP connections that carry them."""
