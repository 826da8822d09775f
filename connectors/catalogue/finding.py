"""Finds connectors: folders of the repository and of the operator, and installed packages. Found is not active."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from connectors import agencies
from connectors.catalogue.kinds import ConnectorKind, checked_kind, connector_kind_of_file, kind_in
from connectors.catalogue.packages import import_folder, import_member, why_unusable
from connectors.core.settings import ConfigFault, did_you_mean
from connectors.declared.agency_reading import FILE_NAME
from connectors.manifest import ManifestFaults

GROUP = "tally.connectors"  # of the entry points by which installed packages name their connectors


@dataclass(frozen=True, slots=True)
class Place:
    """Where a connector was found, in words for people; `load` gives it and may raise anything its code does."""

    name: str
    where: str
    folder: Path | None = None  # that holds it, if it is one
    load: Callable[[], ConnectorKind] = field(kw_only=True, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The connectors found, by the names `agencies.toml` uses; each is loaded when first asked for, and once."""

    places: tuple[Place, ...]
    _kinds: dict[str, ConnectorKind] = field(default_factory=dict, repr=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, sorted."""
        return tuple(sorted({place.name for place in self.places}))

    @property
    def clashes(self) -> tuple[str, ...]:
        """What is wrong with names found more than once: one sentence each, with every place."""
        ordered = sorted(self.places, key=lambda place: place.name)
        groups = [(name, [place.where for place in group]) for name, group in groupby(ordered, lambda each: each.name)]
        return tuple(_clash(name, found) for name, found in groups if len(found) > 1)

    def kind(self, name: str) -> ConnectorKind:
        """Give the connector of a name.

        Raises `ConfigFault` if there is none or more than one, or if it cannot be loaded, and `ManifestFaults` with
        everything wrong in its agency file.
        """
        if name not in self._kinds:
            self._kinds[name] = _loaded(self.place(name))
        return self._kinds[name]

    def place(self, name: str) -> Place:
        """Give where a connector was found; raises `ConfigFault` if it was not, or more than once."""
        found = [place for place in self.places if place.name == name]
        if not found:
            raise ConfigFault([f"unknown connector `{name}`{did_you_mean(name, self.names)}"])
        if len(found) > 1:
            raise ConfigFault([_clash(name, [place.where for place in found])])
        return found[0]


def find_connectors(extra: Sequence[Path] = ()) -> Catalogue:
    """Find the connectors of the repository, of the `extra` folders and of the packages installed.

    Each sub-folder with an agency file or an `__init__.py` is one. None of their code runs before it is asked for.
    """
    own = agencies_folder()
    found = [*_in_repository(own), *(place for folder in dict.fromkeys(extra) for place in _in_folder(folder))]
    return Catalogue((*found, *_installed()))


def agencies_folder() -> Path:
    """Give the folder of the repository's own connectors."""
    return Path(next(iter(agencies.__path__)))


def known_connectors() -> tuple[str, ...]:
    """Give the names of the connectors found without any extra folder."""
    return find_connectors().names


def connector_kind(name: str) -> ConnectorKind:
    """Give a connector found without any extra folder, see `Catalogue.kind`."""
    return find_connectors().kind(name)


def _in_repository(own: Path) -> Iterator[Place]:
    for folder in _sub_folders(own):
        where = f"the folder connectors/agencies/{folder.name}"
        yield _place_of(folder, where, partial(_member_kind, folder))


def _in_folder(extra: Path) -> Iterator[Place]:
    for folder in _sub_folders(extra):
        yield _place_of(folder, f"the folder {folder}", partial(_folder_kind, folder))


def _place_of(folder: Path, where: str, load_code: Callable[[], ConnectorKind]) -> Place:
    name = folder.name.replace("_", "-")
    file = folder / FILE_NAME
    if file.is_file():
        return Place(name, where, folder, load=partial(connector_kind_of_file, file))
    return Place(name, where, folder, load=load_code)


def _sub_folders(folder: Path) -> Iterable[Path]:
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    return (item for item in inside if (item / FILE_NAME).is_file() or (item / "__init__.py").is_file())


def _installed() -> Iterator[Place]:
    for point in entry_points(group=GROUP):
        package = point.dist.name if point.dist is not None else point.value
        where = f"the installed package {package} ({point.value})"
        yield Place(point.name, where, load=partial(_of_entry_point, point))


def _member_kind(folder: Path) -> ConnectorKind:
    return kind_in(import_member(agencies.__name__, folder))


def _folder_kind(folder: Path) -> ConnectorKind:
    return kind_in(import_folder(folder))


def _of_entry_point(point: EntryPoint) -> ConnectorKind:
    if ":" in point.value:
        return checked_kind(point.load())
    spec = find_spec(point.value)
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        if (file := Path(folder) / FILE_NAME).is_file():
            return connector_kind_of_file(file)
    raise ConfigFault(
        [f"its entry point `{point.value}` is no package with an {FILE_NAME}; add the file, or name `module:CONNECTOR`"]
    )


def _loaded(place: Place) -> ConnectorKind:
    try:
        return place.load()
    except ManifestFaults:
        raise
    except ConfigFault as fault:
        raise ConfigFault(f"{place.where} cannot be used: {text}" for text in fault.faults) from None
    except (Exception, SystemExit) as error:  # the code of others runs here
        problem = why_unusable(error, folder=place.folder)
        raise ConfigFault([f"{place.where} {problem}, or take the source out"]) from error


def _clash(name: str, places: Sequence[str]) -> str:
    return f"the connector `{name}` is found twice, in {' and in '.join(places)}; rename or remove one"
