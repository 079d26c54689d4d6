"""Static files under names that change with their content, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped base
    """WhiteNoise's storage that also follows the imports between our ES modules."""

    support_js_module_import_aggregation = True
    manifest_strict = True
