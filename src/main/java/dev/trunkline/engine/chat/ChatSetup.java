package dev.trunkline.engine.chat;

import dev.trunkline.engine.conversation.ChatGroups;
import dev.trunkline.engine.conversation.HistoryReplay;
import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.Page;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.ChatRequest;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out, before a chat begins, how it is to be held and what it goes on with. Thread-safe; never blocks. */
final class ChatSetup {

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** A UUID; a session of the Realtime dialect is a group of its own name. */
    private static final Pattern GROUP_ID =
            Pattern.compile("(sess_)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final int RESTORED_EVENTS = 1_500; // prosody, settings and marks stand between what was said

    /** What becomes of a request. */
    sealed interface Answer {}

    /**
     * The chat may begin.
     *
     * @param group its conversation, new or resumed
     */
    record Welcome(ChatPlan plan, ChatGroups.Group group) implements Answer {}

    /**
     * It may not.
     *
     * @param message for the client
     * @param cause for our log only
     */
    record Refusal(Problem problem, String message, String cause) implements Answer {}

    private final ChatPlan defaultPlan;
    private final ChatStores stores;
    private final ChatGroups groups;

    ChatSetup(ChatDependencies dependencies) {
        this.defaultPlan = dependencies.plan();
        this.stores = dependencies.stores();
        this.groups = dependencies.groups();
    }

    /**
     * Decides.
     *
     * @param whenDecided called once or twice on {@code loop}: the second answer comes too late
     */
    void receive(ChatRequest request, Scheduler scheduler, Executor loop, Consumer<Answer> whenDecided) {
        Scheduler.Timer patience = scheduler.after(
                PATIENCE_NANOS,
                () -> whenDecided.accept(new Refusal(Problem.INTERNAL, "The chat could not be opened.", "")));
        receive(request)
                .whenCompleteAsync(
                        (received, bug) -> {
                            patience.cancel();
                            whenDecided.accept(
                                    received == null
                                            ? new Refusal(
                                                    Problem.INTERNAL,
                                                    "The chat could not be opened.",
                                                    String.valueOf(bug))
                                            : received);
                        },
                        loop);
    }

    private CompletableFuture<Answer> receive(ChatRequest request) {
        String configId = request.configId();
        String mistake = request.mistake();
        if (mistake != null) {
            return refused(Problem.BAD_FIELD, mistake, null);
        }
        if (configId == null) {
            return conversation(defaultPlan, request);
        }
        return stores.plans()
                .find(configId, request.configVersion())
                .handle((plan, failure) -> planned(request, plan, failure))
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Answer> planned(
            ChatRequest request, @Nullable ChatPlan plan, @Nullable Throwable failure) {
        if (failure != null) {
            return refused(Problem.INTERNAL, "The config could not be read.", failure);
        }
        return plan == null
                ? refused(Problem.UNKNOWN_CONFIG, "The config or its version was not found.", null)
                : conversation(plan, request);
    }

    private CompletableFuture<Answer> conversation(ChatPlan plan, ChatRequest request) {
        String groupId = request.resumedChatGroupId();
        if (groupId == null) {
            return welcome(plan, groups.open());
        }
        ChatGroups.Group known = groups.find(groupId);
        if (known != null) {
            return welcome(plan, known);
        }
        if (!GROUP_ID.matcher(groupId).matches()) {
            return unknownGroup();
        }
        return stores.history()
                .group(groupId)
                .thenCompose(entry -> entry == null ? unknownGroup() : restored(plan, entry))
                .handle((answer, failure) -> failure == null
                        ? CompletableFuture.completedFuture(answer)
                        : refused(Problem.RESUME_FAILED, "The chat group could not be resumed.", failure))
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Answer> restored(ChatPlan plan, GroupEntry entry) {
        return stores.history()
                .eventsOfGroup(entry.id(), new Page.Request(0, RESTORED_EVENTS, false))
                .thenApply(page -> {
                    var oldestFirst = new ArrayList<>(page.items());
                    Collections.reverse(oldestFirst);
                    return new Welcome(plan, groups.restore(entry.id(), HistoryReplay.lines(oldestFirst)));
                });
    }

    private static CompletableFuture<Answer> unknownGroup() {
        return refused(Problem.UNKNOWN_GROUP, "The chat group to be resumed was not found.", null);
    }

    private static CompletableFuture<Answer> welcome(ChatPlan plan, ChatGroups.Group group) {
        return CompletableFuture.completedFuture(new Welcome(plan, group));
    }

    private static CompletableFuture<Answer> refused(Problem problem, String message, @Nullable Throwable cause) {
        return CompletableFuture.completedFuture(
                new Refusal(problem, message, cause == null ? "" : String.valueOf(cause)));
    }
}
