package dev.trunkline.bridge;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CardNumbers;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.OperatorEvent;
import dev.trunkline.call.TalkEvent;

/**
 * Lets others hear of calls without the numbers of payment cards: whoever keeps, shows or sends what was said stands behind this. Who
 * goes on with a call does not. A sentence that is told piece by piece is masked piece by piece: whoever joins the pieces masks what
 * comes of it. Immutable.
 */
public record MaskedCards(CallListener listener) implements CallListener {

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        listener.onEvent(callSid, atNanos, masked(event));
    }

    private static CallEvent masked(CallEvent event) {
        if (event instanceof TalkEvent.CallerSaid said) {
            return new TalkEvent.CallerSaid(CardNumbers.masked(said.text()), said.interim(), said.scores());
        } else if (event instanceof TalkEvent.AgentSays says) {
            return new TalkEvent.AgentSays(says.messageId(), CardNumbers.masked(says.text()), says.scores());
        } else if (event instanceof TalkEvent.AgentSaysMore more) {
            return new TalkEvent.AgentSaysMore(more.messageId(), CardNumbers.masked(more.more()));
        } else if (event instanceof TalkEvent.AgentHeard heard) {
            return masked(heard);
        } else if (event instanceof FarEndEvent.ToolCalled called) {
            return new FarEndEvent.ToolCalled(masked(called.tool()));
        } else if (event instanceof FarEndEvent.ToolAnswered answered) {
            return new FarEndEvent.ToolAnswered(
                    masked(answered.tool()),
                    answered.outcome(),
                    CardNumbers.masked(answered.content()),
                    answered.nanos());
        } else if (event instanceof OperatorEvent.Supervised supervised) {
            return new OperatorEvent.Supervised(
                    supervised.operator(), supervised.action(), CardNumbers.masked(supervised.detail()));
        } else if (event instanceof OperatorEvent.Escalated escalated) {
            return new OperatorEvent.Escalated(
                    escalated.cause(),
                    escalated.destination(),
                    CardNumbers.masked(escalated.words()),
                    escalated.mood());
        }
        return event;
    }

    /** Half of a number that the agent was saying is masked as the whole is. */
    private static CallEvent masked(TalkEvent.AgentHeard heard) {
        String text = CardNumbers.masked(heard.text());
        String heardText = heard.text().startsWith(heard.heardText())
                ? text.substring(0, heard.heardText().length())
                : CardNumbers.masked(heard.heardText());
        return new TalkEvent.AgentHeard(heard.messageId(), text, heardText, heard.heardMillis(), heard.spokenMillis());
    }

    private static ToolCall masked(ToolCall tool) {
        return new ToolCall(
                tool.id(),
                tool.name(),
                CardNumbers.masked(tool.parametersJson()),
                tool.builtin(),
                tool.responseRequired());
    }
}
