"""The text around an error: its sentence, never long, every character of it once."""

from evaluation.report.excerpts import Window, pieces, visible, windows


def test_an_excerpt_is_the_sentence_and_never_long() -> None:
    text = "First one. " + "Mr. Li met them on 5 May and stayed. Then he went."
    start = text.index("5 May")
    (window,) = windows(text, [(start, start + 5)])
    assert text[window.start : window.end] == "Mr. Li met them on 5 May and stayed."
    words = "word " * 500
    (window,) = windows(words, [(1000, 1004)])
    assert (window.cut_before, window.cut_after) == (True, True)
    assert 160 < window.end - window.start <= 204
    assert [one.end - one.start for one in windows("长" * 90_000, [(10, 80_000)])] == [300, 300]
    assert len(windows("长" * 9_000, [(at, at + 2) for at in range(0, 9_000, 500)])) == 2


def test_an_excerpt_is_the_text_piece_by_piece() -> None:
    shown = pieces("abcdefgh", Window(0, 8, False, False), [(1, 4), (3, 5)], [(2, 7)])
    assert "".join(piece.text for piece in shown) == "abcdefgh"
    assert "".join(piece.text for piece in shown if piece.mark == "own") == "bcde"
    assert "".join(piece.text for piece in shown if piece.mark == "near") == "fg"
    assert visible("\ud800") == "⟦U+D800⟧"
    assert visible("１\u3000德\u200b阳\r\n\n.") == "１ 德⟦U+200B⟧阳 ↵ ."
