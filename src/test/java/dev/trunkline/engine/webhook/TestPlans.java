package dev.trunkline.engine.webhook;

import dev.trunkline.engine.plan.ChatPlan;
import java.util.List;

/** The default plan, with somebody to tell. */
public final class TestPlans {

    private TestPlans() {}

    public static ChatPlan telling(ChatPlan.Webhook... webhooks) {
        ChatPlan plan = ChatPlan.defaults();
        return new ChatPlan(
                new ChatPlan.ConfigRef("9f3c5b6a-5d0e-4c8e-8a53-1f1b9f1f7f11", 3),
                plan.agent(),
                new ChatPlan.Announcements("", "", ""),
                plan.turns(),
                plan.limits(),
                plan.tools(),
                List.of(webhooks));
    }
}
