"""Messages to people: account, e-mail, SMS, in the language they read."""
