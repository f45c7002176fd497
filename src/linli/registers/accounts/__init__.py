"""Sign-in, posts and who holds them, tokens of programs; builds the actor.

Front door: `queries` (`actor_for_account`, `actor_for_token`, `contact`, `display_name(s)`,
`holders_of`, `posts`), `services` (`create_post`, `appoint`, `end_term`, `link_person`,
`issue_token` …), `middleware.ActorMiddleware`.
"""
