"""The language of what JupyterLab's server translates: titles and help of settings."""

from __future__ import annotations

from jupyter_server.services.config.manager import ConfigManager
from jupyterlab_server import settings_utils, translations_handler

LANGUAGE_SETTING = "@jupyterlab/translation-extension:plugin"


def set_server_language() -> None:
    """Make the default of JupyterLab's language setting the server's default language too.

    The pages follow the setting's default (labconfig/default_setting_overrides.json), but the server looks only at
    what the user has chosen and falls back to the system's locale, which is C.UTF-8 where no other was generated. A
    user's own choice still comes first.
    """
    overrides = ConfigManager(config_dir_name="labconfig").get("default_setting_overrides")
    language = overrides.get(LANGUAGE_SETTING, {}).get("locale")
    if language:
        settings_utils.SYS_LOCALE = language
        translations_handler.SYS_LOCALE = language
