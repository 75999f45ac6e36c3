"""The words of ISO/IEC 7816: command, response, status word, TLV, BCD, ATR. Imports nothing of ours."""
