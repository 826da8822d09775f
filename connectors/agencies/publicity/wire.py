"""Wire format of the double-publicity hub: columns XK_* and CF_*, old names beside the present ones."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from connectors.core.amounts import Amount
from connectors.core.dates import Day

R = TypeVar("R")
Text = str | None


class LicenceRow(msgspec.Struct, frozen=True, rename="upper"):
    """One licence decision."""

    xk_id: str
    xk_xdr_mc: Text = None
    xk_xdr_lb: Text = None
    xk_xdr_shxym: Text = None
    xk_xdr_gszc: Text = None
    xk_xdr_gsdj: Text = None
    xk_xdr_zzjg: Text = None
    xk_xdr_zdm: Text = None
    xk_xdr_swdj: Text = None
    xk_wsh: Text = None
    xk_xkzs: Text = None
    xk_xkbh: Text = None
    xk_nr: Text = None
    xk_jdrq: Day = None
    xk_yxqz: Day = None
    xk_yxqzi: Day = None
    xk_xkjg: Text = None
    xk_xkjgdm: Text = None
    xk_zt: Text = None
    xk_ztrq: Day = None

    @property
    def native_key(self) -> str:
        """Give the hub's own key of the row."""
        return self.xk_id


class PenaltyRow(msgspec.Struct, frozen=True, rename="upper"):
    """One penalty decision; amounts in 万元."""

    cf_id: str
    cf_xdr_mc: Text = None
    cf_xdr_lb: Text = None
    cf_xdr_shxym: Text = None
    cf_xdr_gszc: Text = None
    cf_xdr_gsdj: Text = None
    cf_xdr_zzjg: Text = None
    cf_xdr_zdm: Text = None
    cf_xdr_swdj: Text = None
    cf_wsh: Text = None
    cf_wfxw: Text = None
    cf_yj: Text = None
    cf_cflb: Text = None
    cf_nr: Text = None
    cf_nr_fk: Amount = None
    cf_nr_wfff: Amount = None
    cf_nr_zkdx: Text = None
    cf_wfrq: Day = None
    cf_jdrq: Day = None
    cf_yxq: Day = None
    cf_gsjzq: Day = None
    cf_sxyzcd: Text = None
    cf_zdly: Text = None
    cf_cfjg: Text = None
    cf_cfjgdm: Text = None
    cf_zt: Text = None
    cf_ztrq: Day = None

    @property
    def native_key(self) -> str:
        """Give the hub's own key of the row."""
        return self.cf_id


class Page(msgspec.Struct, Generic[R], frozen=True, rename="camel"):
    """One page of rows; `page_size` is the one the hub used."""

    status: str
    xydm: Text = None
    total: int | None = None
    page_no: int | None = None
    page_size: int | None = None
    data_time: Text = None
    rows: list[R] | None = None
