"""What is kept of a device: the family of browser and system, and nothing else. Pure Python.

It is enough to recognise one's own devices, and too little to recognise a person: no version, no
model, no network.
"""

# The first that occurs wins: most browsers also claim to be those they descend from.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Chromium": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iOS",
    "iPad": "iOS",
    "CrOS": "ChromeOS",
    "Macintosh": "macOS",
    "Linux": "Linux",
}
LONGEST = 40


def device_family(agent: str) -> str:
    """Return "Firefox/Linux" for what a browser says of itself; nothing for what is strange."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return f"{browser}/{system}" if browser or system else ""
