package jp.meishigura.consent.service;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends the postman round. Every instance has one; the queue keeps them apart. */
@ApplicationScoped
public class DeliveryRound {

  private final Postman postman;

  public DeliveryRound(Postman postman) {
    this.postman = postman;
  }

  @Scheduled(
      every = "${meishigura.consent.delivery.poll-interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void go() {
    while (postman.deliverNext()) {
      // until nothing is due
    }
  }
}
