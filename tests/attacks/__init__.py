"""Attacks: what liars tried, each held by a test that drives the same boundary as a terminal, a person or a thief.

| the attack | where it is held |
|---|---|
| **cards, readers, proofs** | |
| a card without keys that says yes to every PIN | test_kiosk_liars, test_enabling, test_wedge |
| a report by a card's bare number, an old, foreign or wrong proof | test_enabling, test_proofs_machine |
| a presence, a PIN or a list that another card, visit or terminal proved | test_pin_evidence |
| answers stocked for later, for challenges in disguise | test_stock, test_challenges |
| a stolen operator card, a reader that says yes | test_staff, test_kiosk_liars, test_wedge_at_a_counter |
| a copy without keys put back after a lost answer | test_wedge, test_kiosk_outcome_unknown |
| the same at a service point; attempts that nobody made | test_wedge_at_a_counter, test_lost_answer |
| a card that proves itself and then lets the reader answer | test_wedge, test_enabling |
| 6Cxx or 61xx to a command that carries a PIN or a proof | test_exchange, test_sent_once |
| a review, forced open, refused, completed by the wrong PIN | test_reviews |
| **staff and cases** | |
| nonsense that keeps a session alive; one card at two terminals; a card that was lost meanwhile | test_staff |
| many unlocks in a case, many cases a card, cases without a number | test_stock, test_limits |
| a wrong PIN whose answer is lost | test_deadlines, test_reader_fails, test_sign_in |
| an unlock told as failed; a case left open by a kill | test_outcomes, test_key_service_killed |
| **files and keys** | |
| registry rows changed by hand; audit rewritten, cut, put back | test_files_of_the_issuer, test_issuer_put_back |
| rows planted or changed; triggers; another PIK; junk | test_rows_by_hand, test_rows_of_no_log, test_junk_in_rows |
| a key file that is gone or another's | test_files_of_the_issuer |
| a card file that calls itself the operator's, or another card's | test_card_files_that_collide |
| a terminal that enrols itself, in a role of its own choice | test_enrolment |
| another secret in the folder than the terminal's | test_secrets_in_the_folder |
| a store copied back | test_store_put_back |
| **calls** | |
| wrong types, sizes and alphabets, too many arguments | test_edge |
| guessing cards; strangers that fill the disk | test_limits |
| nonsense and planted rows in the outbox; a file that is none | test_outbox |
| **the terminal** | |
| PINs in memory, core files, logs, argv, titles, accessibility | test_canary, test_core, test_pins_are_wiped |
| closing a hall's window | test_closing |
| virtual or unnamed readers, platforms, libraries from the environment | test_hardened, test_settings |

The same attack beside itself:

| neighbours | where each is tried |
|---|---|
| SM4 and 3DES | test_enabling, test_pin_evidence, test_challenges, test_stock, test_sent_once, test_driver |
| cards of version 1.00 or 2.00 | 1.00: test_stock, test_staff, test_sent_once; 2.00: what `hall.py` has, test_driver |
| T=0 and T=1 | both wedges, test_kiosk_liars, test_exchange, test_staff, test_driver_pulled_out |
| every command with a PIN or a proof | test_sent_once; lied at: test_wedge, test_wedge_at_a_counter |
| a holder's card and an operator's | test_kiosk_liars, test_sign_in, test_card_files_that_collide |
| self-service and service point | both wedges, test_canary, test_enrolment, test_pin_evidence |
| window and `change-pin` | test_canary, test_kiosk_leaves_no_pin, test_kiosk_liars |
| an issuer in memory and in a folder | test_card_files_that_collide, test_enrolment, test_files_of_the_issuer |

An office knows nothing of protocol and version: what it alone decides is tried with both algorithms.

Names are of files anywhere under `tests/`, which test_table looks for.
What still goes through is in test_what_does_not_hold, and at the end of docs/security.md.
"""
