"""Facts of the client's systems: what runs out, devices, dependencies, addresses."""

from datetime import date
from functools import cached_property

from generator.facts import addresses, assets, dependencies, expiries, orders
from generator.facts.addresses import SubnetPlan
from generator.facts.assets import ByKind
from generator.facts.base import OfInventory, Records
from generator.facts.dependencies import Graph
from generator.facts.expiries import Expiry
from generator.facts.selecting import nested, retired
from generator.inventory.records import Record


class SystemFacts(OfInventory):
    """What the client has, and what depends on what."""

    @cached_property
    def expiries(self) -> tuple[Expiry, ...]:
        return expiries.expiries(self.inventory, self.as_of)

    @cached_property
    def renewals(self) -> tuple[Expiry, ...]:
        """Expired, or expiring within 12 months."""
        return expiries.renewals(self.expiries, self.as_of)

    @cached_property
    def current_assets(self) -> Records:
        """Neither planned nor retired."""
        return assets.current_assets(self.inventory)

    def assets_of(self, site: Record | None) -> Records:
        return assets.assets_at(self.current_assets, site)

    @cached_property
    def assets_by_kind(self) -> ByKind:
        """(kind, assets) pairs."""
        return assets.by_kind(self.current_assets)

    @cached_property
    def asset_counts(self) -> tuple[tuple[str, int], ...]:
        """(kind, number) pairs."""
        return tuple((kind, len(group)) for kind, group in self.assets_by_kind)

    def age_years(self, asset: Record) -> float | None:
        return assets.age_years(asset, self.as_of)

    def age_band(self, asset: Record) -> str:
        return assets.age_band(asset, self.as_of, assets.usual_life(self.inventory))

    @cached_property
    def _covering(self) -> assets.Covering:
        return assets.covering(self.inventory)

    def warranty_end(self, asset: Record) -> date | None:
        return assets.warranty_end(asset, self._covering)

    def warranty_band(self, asset: Record) -> str:
        """The band of the warranty's end, or unknown."""
        end = self.warranty_end(asset)
        return "unknown" if end is None else expiries.band((end - self.as_of).days)

    @cached_property
    def graph(self) -> Graph:
        """What is in use and what it needs."""
        return dependencies.graph_in_use(self.inventory)

    def affected_by(self, record: Record) -> Records:
        """What fails when a record fails."""
        return dependencies.affected_by(self.graph, record)

    def needed_for(self, record: Record) -> Records:
        """What a record cannot work without."""
        return dependencies.needed_for(self.graph, record)

    @cached_property
    def dependency_cycles(self) -> tuple[Records, ...]:
        return dependencies.cycles(dependencies.graph_of_all(self.inventory))

    @cached_property
    def start_order(self) -> Records:
        return orders.start_order(self.graph)

    @cached_property
    def stop_order(self) -> Records:
        return orders.stop_order(self.graph)

    def start_order_at(self, site: Record | None) -> Records:
        return assets.assets_at(self.start_order, site)

    def stop_order_at(self, site: Record | None) -> Records:
        return assets.assets_at(self.stop_order, site)

    def address_plan(self, network: Record) -> tuple[SubnetPlan, ...]:
        return addresses.address_plan(network, self.inventory)

    @cached_property
    def secrets(self) -> Records:
        """What has a secret in the password manager, which is named by a reference: the client's records alone."""
        own = (r for r in self.inventory.every() if r.record_type not in ("provider", "team_member", "runbook"))
        every = (found for record in own for found in (record, *nested(record)))
        return tuple(r for r in every if "vault_ref" in r.given() and not _gone(r))


def _gone(record: Record) -> bool:
    return "status" in record.given() and retired(record)
