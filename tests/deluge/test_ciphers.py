"""AES agrees with the examples on Zoho's pages."""

from __future__ import annotations

import pytest

from .host import RecordingHost, run

pytest.importorskip("cryptography", reason="there is no build of it for every machine")


def printed(text: str) -> list[str]:
    """What a script prints."""
    host = RecordingHost()
    run(text, host=host)
    return host.lines


def test_the_encrypted_texts_of_zohos_pages_are_decrypted() -> None:
    texts = {
        "F0JOCSWN0Eb2Y//llSoROcsQxHihYnMwCuJSywFaaigEJzQdjnznq7+rSUXy6JlG": "Confidential details",
        "yf/u6N0HjKWXFFHIEKzG23+CM+BoL4RBPNb4mc0G3hw5q6xPe9KSpUd62Z5sjjSE": "This is a secret",
    }
    for encrypted, plain in texts.items():
        assert printed(f'info zoho.encryption.aesDecode("passkey","{encrypted}");') == [plain]


def test_a_text_is_encrypted_as_on_zohos_page() -> None:
    """The page names another text beside this result; this is the one that it stands for."""
    text = 'info zoho.encryption.aesEncode("passkey","This is a secret","0000000000000000");'
    assert printed(text) == ["AR+ygx+et18UNeIltGh82NBgPQx6Y0hWbEcgN3NVbJA="]


@pytest.mark.parametrize("bits", ["", "128"])
@pytest.mark.parametrize("vector", ["", ',"0123456789abcdef"'])
@pytest.mark.parametrize("plain", ["", "a", "sixteen letters!", "Zürich 🎉"])
def test_what_is_encrypted_can_be_decrypted(bits: str, vector: str, plain: str) -> None:
    text = f"""
        t = zoho.encryption.aesEncode{bits}("passkey","{plain}"{vector});
        info zoho.encryption.aesDecode{bits}("passkey",t{vector});
    """
    assert printed(text) == [plain]


def test_the_same_run_encrypts_in_the_same_way() -> None:
    text = 'info zoho.encryption.aesEncode("passkey","a");'
    assert printed(text) == printed(text)


@pytest.mark.parametrize(
    "arguments",
    [
        '"other","yf/u6N0HjKWXFFHIEKzG23+CM+BoL4RBPNb4mc0G3hw5q6xPe9KSpUd62Z5sjjSE"',
        '"passkey","%"',
        '"passkey",""',
        '"passkey","AR+ygx+et18UNeIltGh82NBg"',
    ],
)
def test_what_cannot_be_decrypted_is_an_error_of_the_script(arguments: str) -> None:
    text = f"try {{ x = zoho.encryption.aesDecode({arguments}); }} catch (e) {{ info e.message; }}"
    assert printed(text) == ["The text cannot be decrypted"]
