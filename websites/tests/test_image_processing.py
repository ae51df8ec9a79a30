"""Decoding uploads: all formats and modes, malicious files, random bytes."""

from __future__ import annotations

import os
import struct

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from websites.errors import ImageRefused
from websites.media.images import FULL, MOST_BYTES, SMALL, EncodedImage, process_upload
from websites.tests.photos import encoded, jpeg_of_scans, photo, png_that_claims, read, scene

RED = (192, 48, 32)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def near(one: EncodedImage, colour: tuple[int, ...]) -> bool:
    """Say whether the middle of a picture has nearly that colour."""
    image = read(one.full).convert("RGB")
    found = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return all(abs(a - b) < 9 for a, b in zip(found, colour, strict=True))


def reason(content: bytes) -> str:
    with override("en"), pytest.raises(ImageRefused) as refused:
        process_upload(content)
    return str(refused.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "MPO"])
def test_accepted_formats_become_webp(kind: str) -> None:
    picture = process_upload(photo(kind=kind))
    assert read(picture.full).format == "WEBP"
    assert near(picture, RED)


def test_a_jpeg_with_too_many_scans_is_refused_before_decoding() -> None:
    assert "damaged" in reason(jpeg_of_scans(61))
    assert process_upload(jpeg_of_scans(20)).width == 300


def test_a_jpeg_hides_no_scans_behind_a_marker_that_has_no_length() -> None:
    picture = jpeg_of_scans(61)
    first = picture.index(b"\xff\xda")
    assert "damaged" in reason(picture[:first] + b"\xff\x01\xff\xd0" + picture[first:])


def test_a_film_after_the_end_of_a_photo_is_ignored() -> None:
    assert process_upload(photo() + b"\xff\xda\0\2" * 100).width == 300


def test_a_large_photo_fits_screens_and_phones_in_its_proportions() -> None:
    picture = process_upload(encoded(scene(1, 3000, 2000)))
    assert (picture.width, picture.height) == read(picture.full).size == (FULL, 1067)
    assert read(picture.small).size == (SMALL, 427)
    assert len(picture.small) < len(picture.full) < 450_000


def test_a_portrait_is_as_wide_on_a_phone_as_its_page_says() -> None:
    picture = process_upload(photo(2000, 3000))
    assert (picture.height, read(picture.small).width) == (FULL, SMALL)


def test_a_small_photo_is_not_enlarged() -> None:
    picture = process_upload(photo(300, 200))
    assert (picture.width, picture.height, picture.small) == (300, 200, b"")


def test_even_noise_takes_less_than_a_megabyte() -> None:
    picture = process_upload(
        encoded(Image.frombytes("RGB", (1600, 1200), os.urandom(1600 * 1200 * 3)), quality=60)
    )
    assert len(picture.full) < 1_000_000


@pytest.mark.parametrize(
    ("orientation", "sides"), [(1, (300, 200)), (3, (300, 200)), (6, (200, 300)), (8, (200, 300))]
)
def test_orientation_swaps_the_sides_of_a_photo(orientation: int, sides: tuple[int, int]) -> None:
    noted = Image.Exif()
    noted[0x0112] = orientation
    picture = process_upload(photo(exif=noted))
    assert (picture.width, picture.height) == sides


def test_a_rotated_photo_is_turned_upright() -> None:
    lying = Image.new("RGB", (300, 200), "#000000")
    lying.paste((255, 255, 255), (0, 0, 60, 200))  # the left is the top of what the camera saw
    noted = Image.Exif()
    noted[0x0112] = 6
    stands = read(process_upload(encoded(lying, exif=noted)).full).convert("L")
    assert stands.getpixel((100, 20)) > 240 > 15 > stands.getpixel((100, 280))  # type: ignore[operator]  # grey


def test_a_photo_whose_other_notes_are_odd_is_turned_upright() -> None:
    resolution = struct.pack("<HHIi", 0x011A, 9, 1, -5)  # cannot be written again
    orientation = struct.pack("<HHII", 0x0112, 3, 1, 6)
    noted = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + orientation + resolution + bytes(4)
    picture = process_upload(photo(exif=noted))
    assert (picture.width, picture.height) == (200, 300)


def test_metadata_is_removed() -> None:
    noted = Image.Exif()
    noted[0x010F], noted[0x8825] = "SpyCam", {1: "N", 2: (14.0, 41.0, 37.0)}
    content = photo(exif=noted, comment=b"secret place", icc_profile=b"x" * 200)
    picture = process_upload(content)
    assert b"SpyCam" in content
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(read(picture.full).info)
    assert b"SpyCam" not in picture.full + picture.small


def test_a_colour_profile_is_converted_to_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    assert near(process_upload(photo(icc_profile=srgb)), RED)
    assert near(process_upload(photo(icc_profile=swapped)), (RED[1], RED[0], RED[2]))


def test_a_profile_that_does_not_fit_is_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert near(process_upload(photo(icc_profile=lab)), RED)


@pytest.mark.parametrize(
    ("mode", "value", "expected"),
    [
        ("L", 99, (99, 99, 99)),
        ("1", 1, (255, 255, 255)),
        ("I;16", 40_000, (156, 156, 156)),
        ("P", 0, (0, 0, 0)),
    ],
)
def test_grey_16_bits_and_palettes_keep_their_colour(
    mode: str, value: int, expected: tuple[int, ...]
) -> None:
    assert near(process_upload(encoded(Image.new(mode, (90, 60), value), "PNG")), expected)


def test_cmyk_becomes_rgb() -> None:
    picture = process_upload(encoded(Image.new("CMYK", (300, 200), (0, 255, 255, 0))))
    assert read(picture.full).mode == "RGB"
    assert near(picture, (255, 0, 0))


@pytest.mark.parametrize("mode", ["P", "LA", "RGBA"])
def test_transparency_is_kept(mode: str) -> None:
    image = Image.new(mode, (90, 60), 0)
    how = {"transparency": 0} if mode == "P" else {}
    image = read(process_upload(encoded(image, "PNG", **how)).full)
    assert (image.mode, image.getchannel("A").getextrema()) == ("RGBA", (0, 0))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_frame_of_an_animation_is_kept(kind: str) -> None:
    first, second = Image.new("RGB", (90, 60), RED), Image.new("RGB", (90, 60), "blue")
    picture = process_upload(encoded(first, kind, save_all=True, append_images=[second]))
    assert near(picture, RED)
    assert getattr(read(picture.full), "n_frames", 1) == 1


@pytest.mark.parametrize("sides", [(30_000, 30_000), (100_000, 100_000), (6_000, 5_000)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(sides: tuple[int, int]) -> None:
    assert "too many pixels" in reason(png_that_claims(*sides))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"hello", "not a photo"),
        (SVG, "SVG drawing"),
        (b"\xef\xbb\xbf\n<SVG onload=alert(1)>", "SVG drawing"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "AVIF"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "film"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "not a photo"),
        (b"<html><script>alert(1)</script>", "not a photo"),
        (bytes(MOST_BYTES + 1), "too large"),
        (photo(8, 8), "too small"),
        (photo(40, 1200), "too narrow"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_files_are_refused_with_the_reason(content: bytes, message: str) -> None:
    assert message in reason(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_truncated_photo_is_refused(kind: str) -> None:
    whole = encoded(scene(2, 600, 400), kind)
    assert "damaged" in reason(whole[: len(whole) // 2])


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM", "TGA", "JPEG2000"])
def test_formats_with_decoders_that_nobody_needs_are_refused(kind: str) -> None:
    assert reason(photo(64, 64, kind=kind))


def test_content_hidden_in_a_photo_is_removed() -> None:
    script = b"<script>alert(1)</script>"
    picture = process_upload(photo(comment=script) + b"\n" + script + b"PK\x03\x04")
    assert b"script" not in picture.full
    assert near(picture, RED)


@given(st.binary(max_size=400))
def test_random_bytes_are_refused_with_a_reason(content: bytes) -> None:
    assert reason(content)


START = {kind: photo(120, 80, kind=kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")}


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(sorted(START)), at=st.floats(0, 1), noise=st.binary(min_size=1, max_size=40))
def test_a_damaged_photo_is_decoded_or_refused(kind: str, at: float, noise: bytes) -> None:
    content = bytearray(START[kind])
    place = int(at * len(content))
    content[place : place + len(noise)] = noise
    try:
        picture = process_upload(bytes(content))
    except ImageRefused:
        return
    assert read(picture.full).size == (picture.width, picture.height)
