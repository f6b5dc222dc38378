//! From which App L1s an amount is taken: the strategy that the document recommends, as a pure function.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability", Transfer Optimization Logic.
//!
//! Not modelled, with the reason:
//! - Nothing: it is a function of balances and an amount.

/// How much is taken from each balance: a single one that is the amount, else two that are, else the largest first.
/// Nothing, if all balances together are less.
pub(crate) fn recommended<const APPS: usize>(balances: [u8; APPS], amount: u8) -> Option<[u8; APPS]> {
    let total: u32 = balances.iter().map(|balance| u32::from(*balance)).sum();
    if total < u32::from(amount) {
        return None;
    }
    // "sorted in descending order"; of equal ones the first comes first.
    let mut order: Vec<(usize, u8)> =
        balances.into_iter().enumerate().filter(|(_, balance)| *balance > 0).collect();
    order.sort_by_key(|(place, balance)| (std::cmp::Reverse(*balance), *place));
    let single = order.iter().find(|(_, balance)| *balance == amount).map(|one| vec![*one]);
    let chosen = single.or_else(|| pair(&order, amount)).unwrap_or_else(|| largest_first(&order, amount));
    let mut taken = [0; APPS];
    for (place, part) in chosen {
        if let Some(room) = taken.get_mut(place) {
            *room = part;
        }
    }
    Some(taken)
}

/// Two balances that are the amount together: "use two pointers to find a pair that sums to the transfer amount".
fn pair(order: &[(usize, u8)], amount: u8) -> Option<Vec<(usize, u8)>> {
    let mut rest = order;
    while let [first, .., last] = rest {
        match first.1.checked_add(last.1) {
            Some(sum) if sum == amount => return Some(vec![*first, *last]),
            Some(sum) if sum > amount => rest = rest.split_first().map_or(&[], |(_, rest)| rest),
            Some(_) => rest = rest.split_last().map_or(&[], |(_, rest)| rest),
            None => rest = rest.split_first().map_or(&[], |(_, rest)| rest),
        }
    }
    None
}

/// The largest balances until the amount is met.
fn largest_first(order: &[(usize, u8)], amount: u8) -> Vec<(usize, u8)> {
    let mut left = amount;
    let parts = order.iter().map(|(place, balance)| {
        let part = left.min(*balance);
        left = left.saturating_sub(part);
        (*place, part)
    });
    parts.filter(|(_, part)| *part > 0).collect()
}

/// Every way in which the amount can be taken.
pub(crate) fn every<const APPS: usize>(balances: [u8; APPS], amount: u8) -> Vec<[u8; APPS]> {
    let mut ways = vec![[0; APPS]];
    for (place, balance) in balances.into_iter().enumerate() {
        let longer = ways.iter().flat_map(|way| {
            (0..=balance).map(move |part| {
                let mut longer = *way;
                longer.iter_mut().skip(place).take(1).for_each(|room| *room = part);
                longer
            })
        });
        ways = longer.collect();
    }
    ways.retain(|way| way.iter().map(|part| u32::from(*part)).sum::<u32>() == u32::from(amount));
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains<const APPS: usize>(taken: [u8; APPS]) -> usize {
        taken.iter().filter(|part| **part > 0).count()
    }

    /// How many balances are left that are neither whole nor gone.
    fn broken<const APPS: usize>(balances: [u8; APPS], taken: [u8; APPS]) -> usize {
        balances.iter().zip(taken).filter(|(balance, part)| *part > 0 && part < *balance).count()
    }

    #[test]
    fn the_example_of_the_document_takes_from_two_chains() {
        assert_eq!(recommended([8, 4, 3, 2, 1, 1], 6), Some([0, 4, 0, 2, 0, 0]));
    }

    /// Against brute force over four Apps with 0 to 5 each: it takes exactly the amount, from as few chains as any way
    /// does, and where one or two chains can be emptied exactly it leaves no chain with a part.
    #[test]
    fn it_takes_from_the_fewest_chains_and_leaves_no_dust_where_two_chains_can_do_without() {
        let mut asked = 0;
        for code in 0..6_u32.pow(4) {
            let balances =
                [0, 1, 2, 3].map(|place| u8::try_from(code / 6_u32.pow(place) % 6).expect("a digit"));
            let total: u8 = balances.iter().sum();
            assert_eq!(recommended(balances, total + 1), None);
            for amount in 1..=total {
                let ways = every(balances, amount);
                let taken = recommended(balances, amount).expect("it is covered");
                assert!(ways.contains(&taken), "{balances:?}, {amount}: {taken:?}");
                let fewest = ways.iter().map(|way| chains(*way)).min().expect("there is a way");
                // An exact pair is preferred to a part of a single larger balance: no dust comes before fewest
                // chains.
                let exact =
                    ways.iter().filter(|way| broken(balances, **way) == 0).map(|way| chains(*way)).min();
                let expected = exact.filter(|number| *number <= 2).unwrap_or(fewest);
                assert_eq!(chains(taken), expected, "{balances:?}, {amount}: {taken:?}");
                let leaves_dust = broken(balances, taken) > 0;
                assert!(!(leaves_dust && exact.is_some_and(|number| number <= 2)), "{balances:?}, {amount}");
                asked += 1;
            }
        }
        assert!(asked > 12_000, "{asked}");
    }
}
