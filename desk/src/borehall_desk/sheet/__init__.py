"""What lies beside a trainee's notebook: the paper, the questions handed out, and the sheet of answers."""
