"""Sign-in, posts and who holds them, API tokens; builds the actor."""
