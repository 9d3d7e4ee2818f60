"""The chunked coding (RFC 9112 §7.1)."""

from case import CLOSED, KEPT, Case, chunked, echoes, get

SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: @HOST@\r\n\r\n"
LAST = b"0\r\n\r\n"


def fine(id: str, body: bytes, decoded: bytes, row: str = "capability", rule: str = "9112 §7.1") -> Case:
    return Case(id, rule, row, chunked(body), (200,), KEPT, check=echoes(decoded), probe_only=True)


def faulty(id: str, body: bytes, rule: str = "9112 §7.1", row: str = "chunk-faulty", expect: tuple[int, ...] = (400,)) -> Case:
    return Case(id, rule, row, chunked(body + SMUGGLED), expect, CLOSED)


CASES = [
    fine("chunk-one", b"5\r\nhello\r\n" + LAST, b"hello"),
    fine("chunk-several", b"5\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n" + LAST, b"hello world"),
    fine("chunk-none", LAST, b""),
    fine("chunk-upper-hex", b"A\r\n0123456789\r\n" + LAST, b"0123456789"),
    fine("chunk-lower-hex", b"a\r\n0123456789\r\n" + LAST, b"0123456789"),
    fine("chunk-leading-zeros", b"005\r\nhello\r\n" + LAST, b"hello"),
    fine("chunk-last-zeros", b"5\r\nhello\r\n000\r\n\r\n", b"hello"),
    fine("chunk-15-digits", b"000000000000005\r\nhello\r\n" + LAST, b"hello"),
    fine("chunk-data-crlf", b"4\r\n\r\n\r\n\r\n" + LAST, b"\r\n\r\n"),
    fine("chunk-data-looks-like-last", b"5\r\n0\r\n\r\n\r\n" + LAST, b"0\r\n\r\n"),
    fine("chunk-large", b"ffff\r\n" + b"x" * 65535 + b"\r\n" + LAST, b"x" * 65535),
    fine("chunk-many-small", b"1\r\nx\r\n" * 5000 + LAST, b"x" * 5000),
    # Sizes
    faulty("size-empty", b"\r\nhello\r\n" + LAST),
    faulty("size-plus", b"+5\r\nhello\r\n" + LAST),
    faulty("size-minus", b"-5\r\nhello\r\n" + LAST),
    faulty("size-minus-zero", b"5\r\nhello\r\n-0\r\n\r\n"),
    faulty("size-0x", b"0x5\r\nhello\r\n" + LAST),
    faulty("size-0X", b"0X5\r\nhello\r\n" + LAST),
    faulty("size-underscore", b"1_0\r\nhello world 1234\r\n" + LAST),
    faulty("size-dot", b"5.0\r\nhello\r\n" + LAST),
    faulty("size-letter", b"g\r\nhello\r\n" + LAST),
    faulty("size-trailing-letter", b"5z\r\nhello\r\n" + LAST),
    faulty("size-h", b"5h\r\nhello\r\n" + LAST),
    faulty("size-space-before", b" 5\r\nhello\r\n" + LAST),
    faulty("size-tab-before", b"\t5\r\nhello\r\n" + LAST),
    faulty("size-space-after", b"5 \r\nhello\r\n" + LAST),
    faulty("size-tab-after", b"5\t\r\nhello\r\n" + LAST),
    faulty("size-space-inside", b"1 0\r\nhello\r\n" + LAST),
    faulty("size-space-before-extension", b"5 ;a=b\r\nhello\r\n" + LAST),
    faulty("size-nul", b"5\x00\r\nhello\r\n" + LAST),
    faulty("size-vertical-tab", b"\x0b5\r\nhello\r\n" + LAST),
    faulty("size-0x85", b"\x855\r\nhello\r\n" + LAST),
    faulty("size-fullwidth", b"\xef\xbc\x95\r\nhello\r\n" + LAST),
    faulty("size-comma", b"5,5\r\nhello\r\n" + LAST),
    faulty("size-16-digits", b"0000000000000005\r\nhello\r\n" + LAST, expect=(400, 413)),
    faulty("size-2-64", b"10000000000000000\r\nhello\r\n" + LAST, expect=(400, 413)),
    faulty("size-2-64-plus-5", b"10000000000000005\r\nhello\r\n" + LAST, expect=(400, 413)),
    faulty("size-all-f", b"ffffffffffffffff\r\nhello\r\n" + LAST, expect=(400, 413)),
    faulty("size-2-63", b"8000000000000000\r\nhello\r\n" + LAST, expect=(400, 413)),
    faulty("size-2-60-less-1", b"fffffffffffffff\r\nhello\r\n" + LAST, expect=(413,), row="limit-body"),
    faulty("size-100-digits", b"f" * 100 + b"\r\nhello\r\n" + LAST, expect=(400, 413)),
    faulty("size-endless-zeros", b"0" * 70_000, expect=(400, 413)),
    # Line ends
    faulty("line-lf", b"5\nhello\r\n" + LAST, rule="9112 §2.2"),
    faulty("line-cr", b"5\rhello\r\n" + LAST, rule="9112 §2.2"),
    faulty("line-cr-cr-lf", b"5\r\r\nhello\r\n" + LAST, rule="9112 §2.2"),
    faulty("data-lf", b"5\r\nhello\n" + LAST, rule="9112 §2.2"),
    faulty("data-cr", b"5\r\nhello\r" + LAST, rule="9112 §2.2"),
    faulty("data-not-ended", b"5\r\nhello" + LAST),
    faulty("data-two-other-bytes", b"5\r\nhelloXX" + LAST),
    faulty("data-longer", b"5\r\nhello!!\r\n" + LAST),
    faulty("data-shorter", b"7\r\nhello\r\n" + LAST + b"0\r\n\r\n"),
    faulty("last-lf", b"5\r\nhello\r\n0\n\n", rule="9112 §2.2"),
    faulty("last-line-lf", b"5\r\nhello\r\n0\r\n\n", rule="9112 §2.2"),
    faulty("last-cr", b"5\r\nhello\r\n0\r\n\r", rule="9112 §2.2"),
    faulty("last-data", b"5\r\nhello\r\n0\r\nhello\r\n\r\n"),
    # Extensions
    fine("extension", b"5;a=b\r\nhello\r\n" + LAST, b"hello", "chunk-extension", "9112 §7.1.1"),
    fine("extension-no-value", b"5;a\r\nhello\r\n" + LAST, b"hello", "chunk-extension", "9112 §7.1.1"),
    fine("extension-quoted", b"5;a=\"b c\\\"d\"\r\nhello\r\n" + LAST, b"hello", "chunk-extension", "9112 §7.1.1, 9110 §5.6.4"),
    fine("extension-several", b"5;a=b;c;d=e\r\nhello\r\n0;f=g\r\n\r\n", b"hello", "chunk-extension", "9112 §7.1.1"),
    fine("extension-looks-like-size", b"5;10\r\nhello\r\n" + LAST, b"hello", "chunk-extension", "9112 §7.1.1"),
    fine("extension-1000-bytes", b"5;a=" + b"b" * 990 + b"\r\nhello\r\n" + LAST, b"hello", "limit-extension", "9112 §7.1.1"),
    faulty("extension-empty", b"5;\r\nhello\r\n" + LAST, rule="9112 §7.1.1"),
    faulty("extension-empty-among", b"5;;a\r\nhello\r\n" + LAST, rule="9112 §7.1.1"),
    faulty("extension-no-name", b"5;=b\r\nhello\r\n" + LAST, rule="9112 §7.1.1"),
    faulty("extension-bad-name", b"5;a[b]=c\r\nhello\r\n" + LAST, rule="9112 §7.1.1"),
    faulty("extension-unclosed-quote", b"5;a=\"b\r\nhello\r\n" + LAST, rule="9112 §7.1.1"),
    faulty("extension-nul", b"5;a=\x00\r\nhello\r\n" + LAST, rule="9112 §7.1.1, 9110 §5.5"),
    faulty("extension-control", b"5;a\x01=b\r\nhello\r\n" + LAST, rule="9112 §7.1.1"),
    faulty("extension-cr", b"5;a\rb\r\nhello\r\n" + LAST, rule="9112 §2.2"),
    faulty("extension-lf", b"5;a\nhello\r\n" + LAST, rule="9112 §2.2"),
    faulty("extension-lf-hides-chunk", b"5;a\n0\r\n\r\n" + LAST, rule="9112 §2.2"),
    faulty("extension-2000-bytes", b"5;a=" + b"b" * 2000 + b"\r\nhello\r\n" + LAST, rule="9112 §7.1.1", row="limit-extension", expect=(400, 413)),
    faulty("extension-64k", b"5;a=" + b"b" * 65_536 + b"\r\nhello\r\n" + LAST, rule="9112 §7.1.1", row="limit-extension", expect=(400, 413)),
    faulty("extension-drip-total", b"1;a=bcdefghij\r\nx\r\n" * 200 + LAST, rule="9112 §7.1.1", row="limit-extension", expect=(400, 413)),
    # Trailers
    fine("trailer", b"5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", b"hello", "trailers", "9112 §7.1.2"),
    fine("trailer-several", b"5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-Other: 2\r\n\r\n", b"hello", "trailers", "9112 §7.1.2"),
    fine("trailer-length", b"5\r\nhello\r\n0\r\nContent-Length: 50\r\n\r\n", b"hello", "trailers", "9110 §6.5.1, 9112 §7.1.2"),
    fine("trailer-coding", b"5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n", b"hello", "trailers", "9110 §6.5.1, 9112 §7.1.2"),
    fine("trailer-host", b"5\r\nhello\r\n0\r\nHost: evil.test\r\n\r\n", b"hello", "trailers", "9110 §6.5.1, 9112 §7.1.2"),
    fine("trailer-authorization", b"5\r\nhello\r\n0\r\nAuthorization: Basic x\r\n\r\n", b"hello", "trailers", "9110 §6.5.1, 9112 §7.1.2"),
    fine("trailer-content-type", b"5\r\nhello\r\n0\r\nContent-Type: text/html\r\n\r\n", b"hello", "trailers", "9110 §6.5.1, 9112 §7.1.2"),
    fine("trailer-connection-close", b"5\r\nhello\r\n0\r\nConnection: close\r\n\r\n", b"hello", "trailers", "9110 §6.5.1, 9112 §7.1.2"),
    Case("trailer-then-next", "9112 §7.1.2", "trailers", chunked(b"5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n") + get(), (200,), KEPT, answers=(200, 200), probe_only=True),
    faulty("trailer-no-colon", b"5\r\nhello\r\n0\r\nnonsense\r\n\r\n", rule="9112 §5", row="trailers"),
    faulty("trailer-space-before-colon", b"5\r\nhello\r\n0\r\nA : 1\r\n\r\n", rule="9112 §5.1", row="trailers"),
    faulty("trailer-folded", b"5\r\nhello\r\n0\r\nA: 1\r\n 2\r\n\r\n", rule="9112 §5.2", row="trailers"),
    faulty("trailer-lf", b"5\r\nhello\r\n0\r\nA: 1\n\r\n", rule="9112 §2.2", row="trailers"),
    faulty("trailer-cr", b"5\r\nhello\r\n0\r\nA: 1\rB: 2\r\n\r\n", rule="9112 §2.2", row="trailers"),
    faulty("trailer-nul", b"5\r\nhello\r\n0\r\nA: \x00\r\n\r\n", rule="9110 §5.5", row="trailers"),
    faulty("trailer-5000-bytes", b"5\r\nhello\r\n0\r\nA: " + b"v" * 5000 + b"\r\n\r\n", row="limit-trailers", expect=(400, 413, 431)),
    faulty("trailer-endless", b"5\r\nhello\r\n0\r\n" + b"A: v\r\n" * 20_000, row="limit-trailers", expect=(400, 413, 431)),
    # Size of the whole
    faulty("body-over-limit", (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 17 + LAST, rule="9110 §15.5.14", row="limit-body", expect=(413,)),
]
