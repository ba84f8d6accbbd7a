//! One word for each kind of command, for figures and the log.

use snapsell_core::Action;

/// The word; it says nothing about who or what.
pub(super) fn kind(action: &Action) -> &'static str {
    match action {
        Action::Claim { .. } => "claim",
        Action::GiveAddress => "address",
        Action::Confirm(_) | Action::Agree => "confirm",
        Action::Cancel(_) => "cancel",
        Action::CancelOwnOrder(_) => "cancel_own_order",
        Action::Choose(_) => "choose",
        Action::ShowBasket => "basket",
        Action::Explain(_) => "why",
        Action::AskPrice(_) => "price",
        Action::SendProof => "proof",
        Action::OptOut => "stop",
        Action::OptIn => "resume",
        Action::Help => "help",
        Action::Speak(_) => "language",
        Action::Unclear(_) => "unclear",
        Action::Offer { .. } => "offer",
        Action::AddStock { .. } => "add_stock",
        Action::Edit { .. } => "edit",
        Action::OpenLive => "open_live",
        Action::CloseLive => "close_live",
        Action::Withdraw(_) => "withdraw",
        Action::Release { .. } | Action::ReleaseHold(_) => "release",
        Action::SoldElsewhere { .. } => "sold_elsewhere",
        Action::ClaimFor { .. } => "claim_for",
        Action::Reopen { .. } => "reopen",
        Action::ApproveProof(_) => "approve_proof",
        Action::RefuseProof { .. } => "refuse_proof",
        Action::Advance { .. } => "advance_order",
        Action::CancelOrder { .. } => "cancel_order",
        Action::SetFee { .. } => "set_fee",
        Action::Block(_) => "block",
        Action::Unblock(_) => "unblock",
        Action::List => "list",
        Action::BindPhoto => "photo",
        Action::Configure(_) => "configure",
        Action::Tick => "tick",
        Action::CreditOutage { .. } => "credit_outage",
        Action::AnswerAccepted { .. } => "answer_accepted",
        Action::Unreachable { .. } => "unreachable",
    }
}
