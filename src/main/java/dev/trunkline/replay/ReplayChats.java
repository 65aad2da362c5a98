package dev.trunkline.replay;

import dev.trunkline.ai.ChatAllowance;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightQuestion;

/** Whether a replayed call may have a second chat. Confined to one thread. */
record ReplayChats(ReplayLog log, ReplayAnswers answers) implements ChatAllowance {

    @Override
    public boolean takeSpareChat() {
        return answers.to(FlightQuestion.MAY_HAVE_SPARE_CHAT);
    }

    @Override
    public void giveSpareChat() {
        log.add(FlightKind.SPARE_CHAT_GIVEN, 0, 0, null);
    }
}
