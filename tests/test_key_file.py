from __future__ import annotations

from pathlib import Path

import pytest

from gateway.key_file import KeyFile


def test_a_key_file_is_read_again_once_it_is_replaced_and_not_before(tmp_path: Path) -> None:
    file, read = tmp_path / "key", []
    file.write_bytes(b"one")

    def reading(data: bytes) -> bytes:
        read.append(data)
        return data

    held = KeyFile(file, reading)
    assert held() is held()
    (tmp_path / "draft").write_bytes(b"two")
    (tmp_path / "draft").replace(file)
    assert (held(), held()) == (b"two", b"two")
    assert read == [b"one", b"two"]
    file.unlink()
    assert held() == b"two"


def test_a_replaced_file_that_cannot_be_read_is_told_each_time(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(b"1")
    held = KeyFile(file, int)
    file.write_bytes(b"one!")
    for _ in range(2):
        with pytest.raises(ValueError, match="one!"):
            held()
