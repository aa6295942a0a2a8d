"""What members of staff are typing: kept on the server until they save it."""
