"""Settings › ConnectWise by a person: without script, and by keyboard alone."""
import pytest

PAGE = "/settings/connectwise"


def mode(page, value):
    return page.locator(f"input[name=mode][value={value}]")


def choose_mode(page, value):
    mode(page, value).check()
    page.get_by_role("button", name="Save", exact=True).click()


@pytest.mark.parametrize("script", [False, True])
@pytest.mark.parametrize("size", ["1440", "390"])
def test_write_back_begins_only_after_the_question(open_page, size, script):
    page = open_page(PAGE, size=size, script=script)
    choose_mode(page, "dryRun")
    page.locator(".flash[role=status]").wait_for()
    choose_mode(page, "on")
    question = page.get_by_role("region", name="Turn write-back on?")
    question.wait_for()
    assert "“Finally approved” sets Approved - Ready to Send." in question.inner_text()
    question.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**" + PAGE)
    assert mode(page, "dryRun").is_checked(), "asked is not saved"
    choose_mode(page, "on")
    page.get_by_role("button", name="Turn write-back on").click()
    page.locator(".flash[role=status]").wait_for()
    assert mode(page, "on").is_checked()


def test_the_schedule_by_keyboard(open_page):
    page = open_page(PAGE, script=False)
    page.get_by_label("Minutes between two sweeps").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".flash[role=status]").wait_for()
    assert page.get_by_label("Minutes between two sweeps").input_value() == "30"


def test_the_demo_keeps_to_its_sandbox_and_can_be_tested(open_page):
    page = open_page(PAGE, script=False)
    assert page.get_by_role("button", name="Test and save").count() == 0
    page.get_by_role("button", name="Test", exact=True).click()
    card = page.get_by_role("region", name="Test of the connection")
    card.get_by_text("Tested").wait_for()
    assert "by Hanna Vogel" in card.inner_text()
