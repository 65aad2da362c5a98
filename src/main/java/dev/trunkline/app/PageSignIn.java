package dev.trunkline.app;

import dev.trunkline.config.Secret;
import dev.trunkline.config.SignInConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Operators;
import dev.trunkline.ops.Role;
import dev.trunkline.ops.Sessions;
import dev.trunkline.signin.SignIn;
import dev.trunkline.signin.SignInSettings;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Signing in on the page, as the configuration says. Thread-safe. */
final class PageSignIn {

    private static final int MOST_WAITING = 64;

    private PageSignIn() {}

    /** Whom the main port's gate lets in: tokens, and people who sign in; null when there is neither. */
    static @Nullable AdminGate gate(TrunklineConfig config, URI publicUrl, Refusals refusals, Routes.Builder routes) {
        Operators operators = OperatorTokens.of(config);
        SignInConfig signIn = config.security().signIn();
        if (operators.isEmpty() && signIn == null) {
            return null;
        }
        AdminGate gate = AdminGate.asking(operators, publicUrl, refusals);
        return signIn == null ? gate : contribute(signIn, publicUrl, gate, routes);
    }

    /**
     * The same gate, which people who have signed in may ask as well; and where they do.
     *
     * @param publicUrl the page's
     */
    private static AdminGate contribute(SignInConfig config, URI publicUrl, AdminGate gate, Routes.Builder routes) {
        String base = publicUrl.toString().replaceFirst("/$", "");
        Sessions sessions = new Sessions(
                System::nanoTime,
                Duration.ofMinutes(config.idleMinutes()),
                Duration.ofHours(config.hours()),
                publicUrl);
        SignInSettings settings = new SignInSettings(
                config.issuer(),
                config.clientId(),
                Secret.revealed(config.clientSecret()),
                config.scopes(),
                config.roleClaim(),
                Map.of(
                        Role.VIEWER, config.viewers(),
                        Role.OPERATOR, config.operators(),
                        Role.ADMIN, config.admins()),
                URI.create(base + "/auth/callback"),
                URI.create(base + "/"));
        var thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new DefaultThreadFactory("sign-in", true));
        thread.allowCoreThreadTimeOut(true);
        new SignIn(settings, sessions, System::nanoTime, thread).contribute(routes);
        return gate.orSignedIn(sessions);
    }
}
