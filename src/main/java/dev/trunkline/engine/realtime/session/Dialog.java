package dev.trunkline.engine.realtime.session;

import static java.util.Objects.requireNonNull;

import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.ConversationItem;
import dev.trunkline.engine.realtime.wire.ConversationItem.Content;
import dev.trunkline.engine.realtime.wire.ConversationItem.Message;
import dev.trunkline.engine.realtime.wire.ResponseRequest;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.realtime.wire.SessionConfig.Kind;
import dev.trunkline.engine.realtime.wire.SessionConfig.Modality;
import dev.trunkline.engine.realtime.wire.TurnRule;
import dev.trunkline.engine.realtime.wire.TurnRule.ServerVad;
import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the agent answers, and about what: when the client says so, and where its rule about turns says so when the caller's turn ends, or when
 * the caller stays silent for long. An answer waits until the caller's last turn is understood. Confined to the session's loop.
 */
final class Dialog implements InputBuffer.Listener {

    /**
     * A response that waits for the caller's words.
     *
     * @param isAboutAll whether it answers everything that has been said by then
     */
    private record Waiting(Reply reply, boolean isAboutAll, Runnable think) {}

    private final SessionContext context;
    private final Items items;
    private final Replies replies;
    private final DialogRequest.Model model;
    private final List<Waiting> waiting = new ArrayList<>(); // few: there are few responses at a time
    private @Nullable InputBuffer input;
    private SessionConfig config;
    private Scheduler.@Nullable Timer idle;
    private int silences;
    private boolean owes; // an answer to what was said while one was in progress
    private boolean lost; // the answer that the caller's turn has ended, until it is known that it is one
    private boolean cutOff; // and what the caller said is not answered yet

    Dialog(SessionContext context, Items items, SessionConfig config) {
        this.context = context;
        this.items = items;
        this.config = config;
        this.replies = new Replies(context, items, this::onReplied);
        this.model = new DialogRequest.Model(context.plan().agent().model(), null, context.id(), context.id());
    }

    /** The caller's sound comes there. */
    void listenTo(InputBuffer buffer) {
        input = buffer;
    }

    /** What holds from now on. */
    void apply(SessionConfig changed) {
        config = changed;
        if (idleMillis() == null) {
            stopWaiting();
        }
        owes &= answersByItself();
        lost &= answersByItself();
    }

    /** Whether the agent has been heard. */
    boolean hasSounded() {
        return replies.haveSounded();
    }

    /** The client wants a response. */
    void create(ResponseRequest request) {
        if (config.kind() == Kind.TRANSCRIPTION) {
            throw BadEvent.invalid("type", "in a session that transcribes there are no responses");
        }
        List<ItemEntry> own = request.input() == null ? null : entries(request.input());
        Reply reply = replies.begin(request);
        if (!request.isOutOfBand()) {
            stopWaiting();
        }
        owes &= request.isOutOfBand();
        lost &= request.isOutOfBand();
        boolean isAboutAll = own == null && !request.isOutOfBand();
        waiting.removeIf(one -> one.reply().isOver());
        waiting.add(new Waiting(reply, isAboutAll, () -> {
            Telling telling = new Telling(own == null ? items.entries() : own);
            think(reply, request, telling, telling.trigger(greeting(), takeCutOff(request)), isAboutAll);
        }));
        thinkIfUnderstood();
    }

    private boolean takeCutOff(ResponseRequest request) {
        boolean was = cutOff;
        cutOff &= request.isOutOfBand();
        return was;
    }

    private void think(Reply reply, ResponseRequest request, Telling telling, Trigger trigger, boolean isAboutAll) {
        DialogRequest about = telling.request(request.config(), trigger, model);
        if (isAboutAll) {
            reply.think(about, telling.newestId());
        } else {
            reply.think(about);
        }
    }

    private String greeting() {
        return context.plan().announcements().onNewChat().text();
    }

    private List<ItemEntry> entries(List<ResponseRequest.Input> input) {
        List<ItemEntry> entries = new ArrayList<>();
        for (ResponseRequest.Input one : input) {
            String reference = one.reference();
            entries.add(
                    reference == null ? ItemEntry.of(requireNonNull(one.item())) : items.get(reference, one.path()));
        }
        if (entries.stream().mapToLong(entry -> entry.item().chars()).sum() > ResponseRequest.MAX_INPUT_CHARS) {
            throw BadEvent.invalid(
                    "response.input", "together they may have " + ResponseRequest.MAX_INPUT_CHARS + " characters");
        }
        return entries;
    }

    /** The client wants no more of a response; null for the one of the conversation. */
    void cancel(@Nullable String responseId) {
        replies.cancel(responseId);
    }

    /** What comes after the part of an item that was heard is not to be said either. Returns whether any of it was to come. */
    boolean stopSaying(String itemId) {
        return replies.stopSaying(itemId);
    }

    /** The caller has not heard all of what was said. */
    void onTruncated() {
        cutOff = true;
    }

    void close() {
        stopWaiting();
        owes = false;
        lost = false;
        waiting.clear();
        replies.abandon();
    }

    @Override
    public void onCallerBegins() {
        stopWaiting();
        silences = 0;
        TurnRule turns = config.input().turns();
        if (turns != null && turns.interruptResponse()) {
            boolean isOwed = owes;
            owes = false; // what is being said now is answered with it
            boolean isInterrupted = replies.interrupt();
            cutOff |= isInterrupted;
            lost |= isOwed || isInterrupted;
        }
    }

    @Override
    public void onGuess(SpeechPipeline.Words words) {
        if (!answersByItself() || config.modality() == Modality.TEXT || replies.isBusy()) {
            return;
        }
        List<ItemEntry> entries = new ArrayList<>(items.entries());
        entries.add(ItemEntry.of(new Message(
                "",
                ConversationItem.Status.IN_PROGRESS,
                ConversationItem.Role.USER,
                List.of(Content.sound(Content.INPUT_AUDIO, words.text())))));
        Telling telling = new Telling(entries);
        DialogRequest about = telling.request(config, telling.trigger(greeting(), cutOff), model);
        context.agent().model().speculate(about).stream().findFirst().ifPresent(this::speakAhead);
    }

    private void speakAhead(String sentence) {
        SessionConfig.Output output = config.output();
        context.agent().speech().say(sentence, output.voice(), output.sound());
    }

    @Override
    public void onCallerSaid(boolean isClients) {
        boolean isBeingAnswered = waiting.stream()
                .anyMatch(one -> one.isAboutAll() && !one.reply().isOver());
        thinkIfUnderstood();
        owes |= answersByItself() && !isBeingAnswered && !isClients; // who commits asks
        lost = false;
        payBack();
    }

    @Override
    public void onCallerSaidNothing() {
        thinkIfUnderstood();
        if (lost && answersByItself()) {
            owes = true;
            cutOff = false; // nobody has interrupted
        }
        lost = false;
        payBack();
    }

    @Override
    public void onCallerForgotten() {
        lost = false;
        payBack();
    }

    @Override
    public void onItemUnderstood() {
        thinkIfUnderstood();
        payBack();
    }

    private void thinkIfUnderstood() {
        if (input == null || !input.isUnderstanding()) {
            List<Waiting> ready = List.copyOf(waiting);
            waiting.clear();
            ready.stream()
                    .filter(one -> !one.reply().isOver())
                    .forEach(one -> one.think().run());
        }
    }

    private boolean answersByItself() {
        TurnRule turns = config.input().turns();
        return config.kind() == Kind.CONVERSATION && turns != null && turns.createResponse();
    }

    private void payBack() {
        boolean isCallersTurn = input != null && (input.isSpeaking() || input.isUnderstanding());
        if (owes && !isCallersTurn && !replies.isBusy()) {
            create(ResponseRequest.of(config));
        }
    }

    private void onReplied(Reply reply) {
        context.loop()
                .execute(this::payBack); // after what the client does about the end: it may say how much was heard
        Integer idleMillis = idleMillis();
        if (idleMillis != null && !replies.isBusy() && !reply.hasCalled()) { // the caller waits, too, while a tool runs
            stopWaiting();
            long nanos = reply.soundNanos() + idleMillis * 1_000_000L;
            idle = context.scheduler().patience(nanos, () -> onSilence(idleMillis));
        }
    }

    private @Nullable Integer idleMillis() {
        return config.input().turns() instanceof ServerVad vad ? vad.idleTimeoutMillis() : null;
    }

    private void onSilence(int idleMillis) {
        idle = null;
        if (input == null || input.isSpeaking() || input.isUnderstanding() || replies.isBusy()) {
            return;
        }
        input.commitSilence(idleMillis);
        ResponseRequest request = ResponseRequest.of(config);
        Reply reply = replies.begin(request);
        think(reply, request, new Telling(items.entries()), new Trigger.CallerSilent(++silences), true);
    }

    private void stopWaiting() {
        if (idle != null) {
            idle.cancel();
            idle = null;
        }
    }
}
