"""A steward's file on its way in: parsed in a child process, understood, checked; asked, never guessed."""
