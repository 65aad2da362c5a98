package dev.trunkline.net;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks the JDK for addresses on threads of its own: Netty's default asks on the loop, where five seconds of a slow name
 * server would be five seconds of silence in every call. Thread-safe.
 */
final class BackgroundResolvers extends AddressResolverGroup<InetSocketAddress> {

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 1024;

    private final Executor background = threads();

    private static Executor threads() {
        var threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new DefaultThreadFactory("resolver", true));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new BackgroundResolver(loop).asAddressResolver();
    }

    private final class BackgroundResolver extends InetNameResolver {

        BackgroundResolver(EventExecutor loop) {
            super(loop);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> address) {
            ask(address, () -> address.trySuccess(InetAddress.getByName(host)));
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> addresses) {
            ask(addresses, () -> addresses.trySuccess(List.of(InetAddress.getAllByName(host))));
        }

        private void ask(Promise<?> promise, Question question) {
            try {
                background.execute(() -> {
                    try {
                        question.ask();
                    } catch (UnknownHostException e) {
                        promise.tryFailure(e);
                    }
                });
            } catch (RejectedExecutionException e) {
                promise.tryFailure(e);
            }
        }
    }

    private interface Question {
        void ask() throws UnknownHostException;
    }
}
