"""Coming in: the one-time link, its paste field, wrong passwords, leaving."""


def test_a_link_opened_by_a_scanner_is_not_used_up(program, chromium):
    """The session's own link was opened and pressed once; a page view of /link alone never signs anybody in."""
    context = chromium.new_context(base_url=program.origin)
    page = context.new_page()
    page.goto("/link#" + "x" * 43)
    assert page.url.endswith("/link"), "the code left the address"
    page.goto("/inbox")
    assert "/sign-in" in page.url
    context.close()


def test_a_wrong_code_says_what_to_do(program, chromium):
    context = chromium.new_context(base_url=program.origin)
    page = context.new_page()
    page.goto("/link#" + "x" * 43)
    page.get_by_role("button", name="Sign in").click()
    page.locator("[role=alert]").wait_for()
    assert "countersign user login-link" in page.inner_text("main")
    context.close()


def test_the_paste_field_without_script(program, chromium):
    context = chromium.new_context(base_url=program.origin, java_script_enabled=False)
    page = context.new_page()
    page.goto("/link#ignored")
    page.get_by_label("One-time code").fill("x" * 43)
    page.get_by_role("button", name="Sign in").click()
    assert page.locator("[role=alert]").is_visible()
    context.close()


def test_a_wrong_password_tells_nothing_and_keeps_the_address(program, chromium):
    context = chromium.new_context(base_url=program.origin)
    page = context.new_page()
    answers = []
    for email in ["nobody@example.com", "admin@example.com"]:
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        answers.append(page.locator("[role=alert]").inner_text())
        assert page.get_by_label("E-mail").input_value() == email
    assert answers[0] == answers[1]
    context.close()


def test_where_one_wanted_to_go_is_kept(program, chromium):
    context = chromium.new_context(base_url=program.origin)
    page = context.new_page()
    page.goto("/settings/system")
    assert "/sign-in" in page.url and "next=" in page.url
    context.close()
