"""What RFC 9112 and RFC 9110 demand of a server, or of whoever receives a request or sends a response: in our own words.

Each is held by cases (by name, or all that name a rule), by the strict reader of answers (`reader`: it runs on every
answer of every case), or cannot arise, with the reason. Demands on clients, proxies, caches and gateways are left out:
Countersign is an origin server and forwards nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Obligation:
    section: str
    demand: str
    proof: tuple[str, ...] = ()       # names of cases or tests; "reader"; a trailing * matches the beginning of a name
    reason: str = ""                  # why it cannot arise, or how we deviate


READER = "reader"

OBLIGATIONS: list[Obligation] = [
    # RFC 9112
    Obligation("9112 §2.2", "a recipient parses octets of a superset of ASCII, not characters", ("value-high-bytes", "value-utf8-line-separator", "name-0x85", "length-0x85", "length-fullwidth-digit")),
    Obligation("9112 §2.2", "a sender makes no bare CR outside content", (READER,)),
    Obligation("9112 §2.2", "a recipient refuses a bare CR or makes it a space", ("cr-*", "extension-cr", "line-cr", "trailer-cr")),
    Obligation("9112 §2.2", "white space between the request line and the first field: refuse, or skip those lines", ("space-before-first-field", "tab-before-first-field", "space-line-before-first-field")),
    Obligation("9112 §2.3", "the version is spelled exactly, letter case included", ("version-*",)),
    Obligation("9112 §3", "a target longer than the server reads is 414", ("line-8193", "line-100k", "line-endless")),
    Obligation("9112 §3.2", "no Host in HTTP/1.1, more than one Host, or an invalid one is 400", ("host-*",)),
    Obligation("9112 §3.2.2", "the absolute form is accepted", ("absolute-form", "absolute-form-no-path", "absolute-form-query")),
    Obligation("9112 §3.2.2", "with the absolute form the target's authority counts and Host is ignored", ("absolute-form-wins-over-host", "absolute-form-not-ours")),
    Obligation("9112 §4", "the status line keeps the space before an empty reason", (READER,)),
    Obligation("9112 §5.1", "white space between a field's name and its colon is 400", ("space-before-colon*", "tab-before-colon")),
    Obligation("9112 §5.2", "a sender makes no folded lines", (READER,)),
    Obligation("9112 §5.2", "a folded line in a request is 400 or its fold becomes a space", ("folded-*",)),
    Obligation("9112 §6.1", "chunked is understood", ("coding-chunked", "chunk-several")),
    Obligation("9112 §6.1", "a sender applies chunked once and last", (READER, "coding-twice")),
    Obligation("9112 §6.1", "no Transfer-Encoding in 1xx and 204", (READER,)),
    Obligation("9112 §6.1", "no Transfer-Encoding in an answer to CONNECT", (READER, "method-connect-authority")),
    Obligation("9112 §6.1", "no Transfer-Encoding in an answer to HTTP/1.0", ("version-1.0", "expect-1.0"), "all answers but event streams carry a length; streams end with the connection"),
    Obligation("9112 §6.1", "Transfer-Encoding beside Content-Length: the connection closes after the answer", ("both-*",)),
    Obligation("9112 §6.1", "Transfer-Encoding in HTTP/1.0: faulty framing, the connection closes", ("coding-1.0*",)),
    Obligation("9112 §6.2", "a sender puts no Content-Length beside Transfer-Encoding", (READER,)),
    Obligation("9112 §6.3", "answers to HEAD, 1xx, 204 and 304 end with their header section", ("head-page", "test_head_says_what_get_says", "test_the_variants_of_a_file_have_different_strong_tags")),
    Obligation("9112 §6.3", "a request whose last coding is not chunked is 400 and closes", ("coding-not-last*", "coding-on-get-not-last")),
    Obligation("9112 §6.3", "an invalid Content-Length is an error that nothing repairs: 400 and close", ("length-*",)),
    Obligation("9112 §6.3", "a body that ends early is incomplete, and the connection closes", ("short-*", "test_a_body_cut_by_reset_reaches_nobody")),
    Obligation("9112 §7", "names of codings are compared without regard to case", ("coding-any-case",)),
    Obligation("9112 §7.1", "chunked is parsed and decoded", ("chunk-*", "test_split_at_every_byte")),
    Obligation("9112 §7.1", "large chunk sizes neither overflow nor lose digits", ("size-2-64", "size-2-64-plus-5", "size-2-63", "size-all-f", "size-100-digits", "size-2-60-less-1")),
    Obligation("9112 §7.1", "a sender gives chunked no parameters", (READER,)),
    Obligation("9112 §7.1.1", "unknown chunk extensions are ignored", ("extension", "extension-no-value", "extension-quoted", "extension-several", "extension-looks-like-size")),
    Obligation("9112 §7.1.2", "trailer fields are not merged into the header section", ("trailer-*",)),
    Obligation("9112 §7.4", "TE is a connection option of its sender; no answer depends on it", (), "no answer carries trailers or a coding that TE would have to allow"),
    Obligation("9112 §8", "a chunked body without its last chunk is incomplete", ("short-chunks-*",)),
    Obligation("9112 §9.3", "a server that does not keep a connection says close in every answer", ("close-asked", "error-says-close", "test_the_last_allowed_request_is_answered_and_says_so")),
    Obligation("9112 §9.3", "a request's body is read whole, or the connection closes after the answer", ("body-*", "test_an_unread_body_is_never_taken_for_a_request")),
    Obligation("9112 §9.3.2", "pipelined requests are answered in their order", ("pipeline-*", "test_a_hundred_posts_in_one_segment_are_answered_in_order", "test_a_second_request_waits_for_the_first")),
    Obligation("9112 §9.6", "after a request with close, the connection is closed once it is answered", ("close-asked", "close-any-case", "list-among-others", "list-two-lines")),
    Obligation("9112 §9.6", "after a request with close, nothing further is processed", ("close-then-more", "close-then-garbage", "test_nothing_after_close_is_processed")),
    Obligation("9112 §9.6", "after an answer with close, the server closes", ("error-says-close", "test_the_last_allowed_request_is_answered_and_says_so")),
    Obligation("9112 §9.6", "after an answer with close, the server processes nothing further", ("pipeline-error-ends-it", "both-then-smuggled")),
    Obligation("9112 §9.7, §9.8", "what TLS demands when it begins and ends", (), "TLS ends at the proxy in front; Countersign speaks plain HTTP to it"),
    Obligation("9112 §10", "the media types message/http and application/http", (), "never sent and never read"),
    # RFC 9110: general
    Obligation("9110 §2.2", "a sender makes only what the grammar of its role allows", (READER,)),
    Obligation("9110 §2.2", "a recipient takes what it gets by its defined meaning, extensions included", ("field-repeated-unknown", "extension", "expect-with-parameter")),
    Obligation("9110 §2.3", "a recipient can read values as long as its own, and reasonable ones", ("line-8000", "field-8000", "section-30k", "fields-100")),
    Obligation("9110 §2.5", "a server answers in a version it conforms to", (READER, "version-1.2", "version-1.0")),
    Obligation("9110 §2.5", "a higher minor version is treated as the highest that is understood", ("version-1.2", "version-1.9")),
    Obligation("9110 §3.3", "two requests on one connection are not taken for one person's", (), "who asks follows from the cookie of each request; a connection carries no identity: Request has none"),
    Obligation("9110 §4.2.1", "an http address with an empty host is refused", ("absolute-form-empty-host", "absolute-form-port-only")),
    Obligation("9110 §4.2.2", "an https address with an empty host is refused", ("absolute-form-empty-host-https",)),
    Obligation("9110 §4.2.4", "no user information in addresses that are made; suspicious in those received", ("host-userinfo", "absolute-form-userinfo")),
    Obligation("9110 §5.1", "field names are compared without regard to case", ("names-any-case", "host-upper-case", "both-coding-upper")),
    Obligation("9110 §5.3", "a sender repeats no field that is not a list", (READER,)),
    Obligation("9110 §5.3", "nothing is done before the whole header section is in", ("half-*", "test_silence_until_the_header_section_is_complete")),
    Obligation("9110 §5.4", "a field or section larger than the server reads is a 4xx", ("field-9000", "field-name-9000", "field-100k", "field-endless", "section-40k", "fields-101", "fields-10000", "cookie-over-field-limit")),
    Obligation("9110 §5.5", "white space around a value is no part of it", ("value-outer-space", "length-outer-space", "length-tab", "coding-trailing-space")),
    Obligation("9110 §5.5", "CR, LF or NUL in a value: refuse, or make them spaces", ("value-nul", "cr-in-value", "cookie-nul", "coding-nul", "trailer-nul", "extension-nul")),
    Obligation("9110 §5.6.1.1", "a sender makes no empty list elements", (READER,)),
    Obligation("9110 §5.6.1.2", "a recipient skips a reasonable number of empty list elements", ("list-empty-elements", "none-match-list-empty-elements"), "Transfer-Encoding is the exception: readers disagree there, so empty elements are 400 (coding-comma-*)"),
    Obligation("9110 §5.6.3", "bad white space, where a grammar has it, is removed", ("size-space-before-extension",), "deviation: before a chunk extension it is 400, because readers disagree on it and no client sends it"),
    Obligation("9110 §5.6.4", "in a quoted string a backslash gives way to the byte after it", ("extension-quoted",), "also the multipart boundary, by a Swift test"),
    Obligation("9110 §5.6.6", "parameters: no white space around = is made", (READER,)),
    Obligation("9110 §5.6.7", "dates are written in the fixed-length form", (READER, "test_date_is_now")),
    Obligation("9110 §5.6.7", "all three forms of dates are read", ("modified-since-same", "modified-since-same-rfc850", "modified-since-same-asctime", "modified-since-old-*")),
    Obligation("9110 §5.6.7", "a two-digit year over 50 years ahead lies in the past", ("modified-since-old-rfc850", "modified-since-same-rfc850"), "and a Swift test of the date itself"),
    Obligation("9110 §6.4.1", "answers to HEAD, 204 and 304 have no content", ("head-page", "test_head_says_what_get_says")),
    Obligation("9110 §6.5.1", "a sender makes only trailers it may; a recipient merges only what it knows to be mergeable", (READER, "trailer-*")),
    Obligation("9110 §6.6.1", "Date in every 2xx, 3xx and 4xx, taken when the message is made", (READER, "date-*", "test_date_is_now")),
    Obligation("9110 §7.2", "Host is read to tell sites apart", ("directed-name", "misdirected-*")),
    Obligation("9110 §7.4", "a request is refused when its scheme's demands are not met: https only over a secured connection", ("absolute-form-https-untrusted", "absolute-form-https-trusted", "forwarded-not-believed")),
    Obligation("9110 §7.6.1", "connection options in answers name connection fields only", (READER,)),
    Obligation("9110 §7.6.1", "connection options are compared without regard to case", ("close-any-case", "names-any-case")),
    Obligation("9110 §7.6.2", "Max-Forwards in TRACE and OPTIONS", ("method-trace",), "binds forwarders; TRACE is 405"),
    Obligation("9110 §7.8", "no protocol is switched to that was not asked for", ("upgrade-*",), "no answer is ever 101"),
    Obligation("9110 §7.8", "Upgrade in HTTP/1.0 is ignored", ("upgrade-1.0",)),
    Obligation("9110 §7.8", "101 and 426 carry Upgrade", (READER,), "neither is sent"),
    # RFC 9110: representations
    Obligation("9110 §8.3.3", "multipart lines end in CRLF", (), "multipart is only read, by the Swift tests and the fuzz target `multipart`; none is sent"),
    Obligation("9110 §8.4", "codings of content are listed in Content-Encoding", ("gzip-wanted", "test_compressed_content_is_the_same_content")),
    Obligation("9110 §8.6", "Content-Length in an answer to HEAD equals that of GET", ("test_head_says_what_get_says", "head-compressed")),
    Obligation("9110 §8.6", "Content-Length in 304 equals that of the 200", ("test_the_variants_of_a_file_have_different_strong_tags", "none-match-same")),
    Obligation("9110 §8.6", "no Content-Length in 1xx and 204", (READER,)),
    Obligation("9110 §8.6", "no Content-Length in a 2xx answer to CONNECT", ("method-connect-authority",), "CONNECT is 405"),
    Obligation("9110 §8.6", "large numbers neither overflow nor lose digits", ("length-2-64", "length-2-64-plus-5", "length-2-63", "length-2-32-plus-5", "length-50-digits", "length-4000-digits")),
    Obligation("9110 §8.6", "a repeated or listed Content-Length is refused or made one", ("length-comma-same", "length-twice-same", "length-twice-case", "length-comma-three")),
    Obligation("9110 §8.6", "no Content-Length is sent that is known to be wrong", (READER, "test_compressed_content_is_the_same_content")),
    Obligation("9110 §8.7", "Content-Location in a request is only remembered", (), "never read"),
    Obligation("9110 §8.8.1", "a strong validator changes with every change of the content", ("static-plain", "test_the_variants_of_a_file_have_different_strong_tags"), "tags are made from the content's hash"),
    Obligation("9110 §8.8.2.1", "Last-Modified is not later than Date", ("test_date_is_now", "static-plain"), "a file's date is that of the build or the commit: always past"),
    Obligation("9110 §8.8.3", "an entity tag is spelled as the grammar says, W/ in upper case", (READER, "none-match-weak")),
    Obligation("9110 §8.8.3.3", "variants by content coding have different strong tags", ("test_the_variants_of_a_file_have_different_strong_tags",)),
    # RFC 9110: methods
    Obligation("9110 §9.1", "GET and HEAD are supported", ("baseline-get", "baseline-head")),
    Obligation("9110 §9.2.1", "a safe method does nothing unsafe, whatever its address says", (), "GET actions receive a reader that cannot write: it does not compile"),
    Obligation("9110 §9.3.2", "no content in an answer to HEAD", ("head-*", "test_head_says_what_get_says")),
    Obligation("9110 §9.3.4", "PUT: 201 or 200/204, no validator for what was changed on the way", (), "the product has no PUT: 405"),
    Obligation("9110 §9.3.6", "CONNECT: nothing is sent that would look like a tunnel", ("method-connect-*",)),
    Obligation("9110 §9.3.8", "TRACE: nothing secret is sent back", ("method-trace", "method-trace-with-body")),
    # RFC 9110: context
    Obligation("9110 §10.1.1", "100-continue in HTTP/1.0 is ignored", ("expect-1.0",)),
    Obligation("9110 §10.1.1", "with 100-continue, the answer is 100 or a final one, at once, without waiting for the body", ("test_100_comes_before_the_body_when_the_route_will_read_it", "test_no_100_where_the_body_will_not_be_read", "test_100_with_chunks")),
    Obligation("9110 §10.1.1", "after 100 a final answer follows", ("test_100_comes_before_the_body_when_the_route_will_read_it", "test_100_with_chunks")),
    Obligation("9110 §10.2.1", "405 carries Allow", (READER, "route-*", "method-trace")),
    Obligation("9110 §11.6.1", "401 carries WWW-Authenticate", (READER,)),
    Obligation("9110 §12.4.2", "weights have at most three decimals", ("gzip-refused-long",), "we send none"),
    # RFC 9110: conditions
    Obligation("9110 §13.1.1", "If-Match uses strong comparison", ("match-weak", "match-same")),
    Obligation("9110 §13.1.1", "a false If-Match: the method is not performed", ("match-other",)),
    Obligation("9110 §13.1.2", "If-None-Match uses weak comparison", ("none-match-weak",)),
    Obligation("9110 §13.1.2", "a false If-None-Match: 304 for GET and HEAD, the method is not performed", ("none-match-same", "none-match-star", "none-match-head", "none-match-list")),
    Obligation("9110 §13.1.3", "If-Modified-Since beside If-None-Match is ignored", ("none-match-wins-over-date", "none-match-and-old-date")),
    Obligation("9110 §13.1.3", "If-Modified-Since is ignored when no date, or for other methods than GET and HEAD", ("modified-since-invalid", "modified-since-number", "condition-on-post")),
    Obligation("9110 §13.1.3", "If-Modified-Since is ignored when there is no date of change", ("condition-on-page",)),
    Obligation("9110 §13.1.4", "If-Unmodified-Since beside If-Match is ignored", ("match-wins-over-date",)),
    Obligation("9110 §13.1.4", "If-Unmodified-Since is ignored when no date, or when there is no date of change", ("unmodified-since-invalid",)),
    Obligation("9110 §13.1.5", "If-Range without Range is ignored", ("range-if-range-alone",)),
    Obligation("9110 §13.1.5", "If-Range is ignored where ranges are not supported", ("range-if-range",)),
    Obligation("9110 §13.2.1", "conditions are ignored when the answer without them is neither 2xx nor 412", ("condition-on-missing", "condition-match-on-missing")),
    Obligation("9110 §13.2.1", "conditions are ignored for methods that select nothing", ("condition-on-options",)),
    Obligation("9110 §13.2.2", "conditions are judged in the given order", ("match-other", "none-match-and-old-date", "none-match-wins-over-date", "match-wins-over-date")),
    # RFC 9110: ranges and statuses
    Obligation("9110 §14.2", "Range is ignored for other methods than GET", ("range-post", "range-head")),
    Obligation("9110 §14.2", "Range with an unknown unit is ignored", ("range-nonsense",)),
    Obligation("9110 §14.4", "Content-Range is made only for what was asked", ("range-page", "range-static")),
    Obligation("9110 §15.2", "no 1xx to an HTTP/1.0 client", ("expect-1.0",)),
    Obligation("9110 §15.3.6", "no content in 205", (), "205 is not sent"),
    Obligation("9110 §15.3.7", "what 206 must carry", ("range-*",), "206 is not sent"),
    Obligation("9110 §15.4.5", "304 carries the ETag, Cache-Control, Date and Vary of the 200", ("test_the_variants_of_a_file_have_different_strong_tags", "none-match-same", "date-3xx")),
    Obligation("9110 §15.5.2", "401 carries at least one challenge", (READER,)),
    Obligation("9110 §15.5.6", "405 carries Allow", (READER, "route-*")),
    Obligation("9110 §15.5.22", "426 carries Upgrade", (READER,), "426 is not sent"),
]
