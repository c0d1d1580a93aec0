"""Books to Telegram's channels, groups and people, through the Bot API."""
