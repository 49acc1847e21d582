"""What is written in the environment becomes a store, or is refused with how it should look."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from sala_styr.files.configuration import storage


def test_without_an_address_files_lie_in_a_folder() -> None:
    assert storage("") == {"BACKEND": "sala_styr.files.disk.DiskStore"}


def test_an_address_says_where_by_whom_and_in_which_part_of_the_bucket() -> None:
    options = storage("s3://nyckel:hem%2Flig@lagring.example:9000/styr/prov?region=se-1&encrypt=AES256")["OPTIONS"]
    told = ("endpoint_url", "bucket_name", "location", "access_key", "secret_key", "region_name", "object_parameters")
    assert [options[name] for name in told] == [
        "https://lagring.example:9000", "styr", "prov", "nyckel", "hem/lig", "se-1", {"ServerSideEncryption": "AES256"},
    ]  # fmt: skip
    assert options["client_config"].s3 == {"addressing_style": "path"}


def test_amazons_own_needs_no_host_and_may_take_its_keys_from_the_machine() -> None:
    options = storage("s3:///styr?region=eu-north-1")["OPTIONS"]
    assert (options["endpoint_url"], options["access_key"], options["secret_key"]) == (None, None, None)


def test_nothing_is_public_and_nothing_written_over() -> None:
    options = storage("s3:///styr")["OPTIONS"]
    assert (options["default_acl"], options["file_overwrite"], options["querystring_auth"]) == (None, False, True)


@pytest.mark.parametrize(
    "url", ["https://lagring.example/styr", "s3://nyckel:hemlig@lagring.example", "s3:///styr?tsl=0"]
)
def test_an_address_that_is_not_understood_is_refused_without_telling_the_key(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ska se ut så här") as refused:
        storage(url)
    assert "hemlig" not in str(refused.value)
