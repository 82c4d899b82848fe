import Definitions
import Foundation
import Postgres

extension PlanningPass {
    /// Binds a code of the campaign's pool to each message that a turn planned; who is left without
    /// gets no mail.
    ///
    /// Those of one span, from the day of the mail to the last day on which its code must be valid,
    /// share the codes that are valid then, of which the soonest to end go first.
    func bindVouchers(_ due: DueCampaign, turn: Int, on connection: Connection) async throws {
        guard let use = due.campaign.vouchers else { return }
        let spans = try await connection.execute(
            .voucherSpans, [.int(turn), .int(use.validForDays)])
        for span in spans {
            try await connection.execute(
                .voucherBind,
                [
                    .int(turn), .int(use.validForDays), .text(use.pool),
                    .date(try span.text("first_day")), .date(try span.text("last_day")),
                    .instant(now), .boolean(due.requiredNames.contains("voucher.value")),
                    .boolean(due.requiredNames.contains("voucher.valid_until")),
                ])
        }
        try await connection.execute(.candidateNoVoucher, [.int(turn)])
    }
}
