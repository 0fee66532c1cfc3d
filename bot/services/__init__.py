"""What commands, messages and buttons use."""
