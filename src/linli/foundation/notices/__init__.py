"""Messages to people: account, e-mail, SMS, in the language they read.

`services.notify` in the caller's transaction; `queries.inbox`, `unread_count`;
`services.send_sms` at once, for codes. `registry.provide_contacts` lets the accounts room say how
somebody is reached; `sms.SmsBackend` is a carrier.
"""
