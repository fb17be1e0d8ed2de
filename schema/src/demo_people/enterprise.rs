//! Enterprises of the trades that Linyi lives by.

use super::{allotment::Allotment, chance::Chance};
use crate::values::CreditCode;

/// An enterprise that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enterprise {
    /// Full name.
    pub name: String,
    /// Its trade.
    pub trade: Trade,
    /// Unified social credit code, valid by its check characters.
    pub credit_code: CreditCode,
}

/// A trade with what its enterprises are called and who works in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trade {
    /// 板材
    Boards,
    /// 物流
    Logistics,
    /// 食品
    Food,
    /// 建筑
    Construction,
    /// 服装
    Clothing,
    /// 机械
    Machinery,
}

impl Trade {
    const WEIGHTS: &'static [(Self, u32)] = &[
        (Self::Boards, 24),
        (Self::Logistics, 22),
        (Self::Food, 16),
        (Self::Construction, 22),
        (Self::Clothing, 8),
        (Self::Machinery, 8),
    ];

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Boards => &["板材有限公司", "木业有限公司", "装饰材料有限公司"],
            Self::Logistics => &["物流有限公司", "运输有限公司", "仓储有限公司"],
            Self::Food => &["食品有限公司", "冷藏食品有限公司", "罐头食品有限公司"],
            Self::Construction => &["建筑工程有限公司", "建筑劳务有限公司", "装饰工程有限公司"],
            Self::Clothing => &["服装有限公司", "针织有限公司"],
            Self::Machinery => &["机械有限公司", "五金制品有限公司"],
        }
    }

    /// Occupations (工种) in it.
    pub fn posts(self) -> &'static [&'static str] {
        match self {
            Self::Boards => &["板材加工工", "排板工", "叉车工", "锅炉工"],
            Self::Logistics => &["装卸工", "叉车工", "货车司机", "仓库保管员"],
            Self::Food => &["分拣工", "包装工", "冷库工", "质检员"],
            Self::Construction => &["砌筑工", "钢筋工", "木工", "抹灰工", "电焊工"],
            Self::Clothing => &["缝纫工", "裁剪工", "熨烫工"],
            Self::Machinery => &["车工", "电焊工", "电工", "冲压工"],
        }
    }
}

pub(super) fn trade(chance: &mut Chance) -> Trade {
    chance.weighted(Trade::WEIGHTS)
}

/// Three characters, the middle ones rare in trade names: with 504 words no real firm is meant.
pub(super) fn name(chance: &mut Chance, trade: Trade) -> String {
    const FIRST: &[char] = &['沂', '沭', '蒙', '祊', '岱', '艾', '苍', '郯'];
    const MIDDLE: &[char] = &['槿', '澍', '珩', '岚', '苒', '禾', '榆'];
    const LAST: &[char] = &['丰', '铭', '泽', '隆', '朗', '茂', '骏', '佑', '成'];
    let word: String = [chance.one(FIRST), chance.one(MIDDLE), chance.one(LAST)]
        .iter()
        .collect();
    format!("临沂{word}{}", chance.one(trade.endings()))
}

pub(super) fn draw(chance: &mut Chance, allotment: &mut Allotment) -> Enterprise {
    let trade = trade(chance);
    Enterprise {
        name: name(chance, trade),
        trade,
        credit_code: allotment.credit_code(),
    }
}
