import pytest

from kg.errors import ResourceError
from kg.read.weights import load


def test_missing_weights_are_told(tmp_path):
    with pytest.raises(ResourceError, match=r"network\.safetensors is missing\. Install Alaqat again"):
        load(tmp_path)
