"""First asked is responsible (首问负责): enquiries, from the first word to the answer.

`services`: ask, record, answer, hand_over, accept, send_back, take_in, reopen, close.
`queries`: my_enquiries, my_enquiry, desk_enquiries, desk_enquiry, offices_to_ask, receivers.
"""
