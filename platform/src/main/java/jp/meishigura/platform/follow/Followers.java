package jp.meishigura.platform.follow;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.platform.event.TopicIds;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.service.ServiceName;

/** Runs one {@link FollowLoop} for each {@link TopicFollower} of the service. */
@ApplicationScoped
public class Followers {

  private final List<TopicFollower> followers;
  private final FollowDelivery delivery;
  private final TopicIds topics;
  private final PlatformConfig config;
  private final ServiceName service;
  private volatile Map<TopicFollower, FollowLoop> loops = Map.of();

  Followers(
      @All List<TopicFollower> followers,
      FollowDelivery delivery,
      TopicIds topics,
      PlatformConfig config,
      ServiceName service) {
    this.followers = followers.stream().filter(TopicFollower::wanted).toList();
    this.delivery = delivery;
    this.topics = topics;
    this.config = config;
    this.service = service;
  }

  /** Topics that must be read before anybody is served, and are not yet. */
  public List<String> pending() {
    return followers.stream()
        .filter(TopicFollower::beforeServing)
        .filter(follower -> !read(follower))
        .map(TopicFollower::topic)
        .toList();
  }

  /**
   * Reads everything again from the beginning, and until then nobody is served: for a store that
   * was replaced by an older copy under a running service.
   */
  public synchronized void readAgain() throws InterruptedException {
    stop();
    start();
  }

  void start(@Observes StartupEvent event) {
    start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stop();
  }

  private synchronized void start() {
    Map<TopicFollower, FollowLoop> fresh = new LinkedHashMap<>();
    for (TopicFollower follower : followers) {
      fresh.put(
          follower,
          new FollowLoop(
              config.topicPrefix() + follower.topic(),
              topics.consumer(service.value() + "-follows-" + follower.topic()),
              records -> delivery.deliver(follower, records),
              () -> topics.watch(config.topicPrefix() + follower.topic(), config.topicsCheck())));
    }
    loops = fresh;
    fresh.values().forEach(FollowLoop::start);
  }

  private synchronized void stop() throws InterruptedException {
    Map<TopicFollower, FollowLoop> old = loops;
    loops = Map.of();
    for (FollowLoop loop : old.values()) {
      loop.stop();
    }
  }

  private boolean read(TopicFollower follower) {
    FollowLoop loop = loops.get(follower);
    return loop != null && loop.read();
  }
}
