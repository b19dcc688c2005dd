"""Forms of Arabic adjectives of nationality."""


def adjectives(stem: str, plural: str = "") -> tuple[str, ...]:
    """All forms of an adjective in ``-ي``: both genders, dual and plural in both cases, without and with article; ``plural`` is a broken one.

    >>> adjectives("تركي", "أتراك")[:4]
    ('تركي', 'تركيا', 'تركية', 'تركيون')
    >>> adjectives("تركي", "أتراك")[-3:]
    ('التركيتان', 'التركيتين', 'الأتراك')
    """
    endings = ("", "ون", "ين", "ات", "ان", "تان", "تين")
    forms = [stem, stem + "ا", stem + "ة", *(stem + e for e in endings[1:])]
    definite = ["ال" + f for f in forms if f != stem + "ا"]
    if plural:
        forms += [plural]
        definite += ["ال" + plural]
    return (*forms, *definite)
