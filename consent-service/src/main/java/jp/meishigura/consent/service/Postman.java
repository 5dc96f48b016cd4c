package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import jp.meishigura.consent.Config;
import jp.meishigura.consent.contacts.Address;
import jp.meishigura.consent.contacts.Recipients;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.delivery.DeliveryFailed;
import jp.meishigura.consent.domain.delivery.DeliveryFault;
import jp.meishigura.consent.domain.delivery.DeliveryPolicy;
import jp.meishigura.consent.domain.delivery.DeliveryState;
import jp.meishigura.consent.domain.link.LinkToken;
import jp.meishigura.consent.mail.ConsentMail;
import jp.meishigura.consent.service.MailRoom.Letter;
import jp.meishigura.consent.store.DeliveryQueue.Claimed;
import jp.meishigura.platform.follow.Followers;
import jp.meishigura.platform.problem.StackOnly;
import org.jboss.logging.Logger;

/**
 * Delivers one mail at a time. No transaction is open while a server is waited for; a lease keeps
 * other workers away meanwhile. A worker that dies after the mail server took the mail leaves it to
 * be sent again: twice is better than never, and both links answer the same request.
 */
@ApplicationScoped
public class Postman {

  private static final Logger LOG = Logger.getLogger(Postman.class);

  private final MailRoom room;
  private final Recipients recipients;
  private final ConsentMail mail;
  private final Followers followers;
  private final Config config;
  private final DeliveryPolicy policy;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public Postman(
      MailRoom room,
      Recipients recipients,
      ConsentMail mail,
      Followers followers,
      Config config,
      Clock clock) {
    this.room = room;
    this.recipients = recipients;
    this.mail = mail;
    this.followers = followers;
    this.config = config;
    this.policy =
        new DeliveryPolicy(
            config.delivery().firstPause(),
            config.delivery().maxPause(),
            config.delivery().maxAttempts(),
            config.delivery().lease());
    this.clock = clock;
  }

  /**
   * Takes the next mail whose turn has come and tries to send it; false when there is none, or when
   * what was erased is not known yet: a queue out of a backup may hold mails to erased people.
   */
  public boolean deliverNext() {
    if (erasuresUnknown()) {
      return false;
    }
    Optional<Claimed> claimed = room.claim(policy, now());
    // Once more: the database may have been put back between the question and the claim.
    if (claimed.isPresent() && erasuresUnknown()) {
      room.putBack(claimed.get(), policy.putBack(claimed.get().state(), now()));
      return false;
    }
    claimed.ifPresent(this::deliver);
    return claimed.isPresent();
  }

  private boolean erasuresUnknown() {
    return !followers.pending().isEmpty();
  }

  private void deliver(Claimed claimed) {
    Letter letter = room.letter(claimed);
    DeliveryState end;
    try {
      sendIfWanted(claimed, letter);
      end = policy.sent(claimed.state(), now());
    } catch (DeliveryFailed e) {
      end = policy.failed(claimed.state(), e.fault(), now());
    } catch (RuntimeException e) {
      LOG.errorf("Request %s could not be mailed: %s", claimed.request(), StackOnly.of(e));
      end = policy.failed(claimed.state(), DeliveryFault.UNEXPECTED, now());
    }
    room.finish(claimed, letter.request(), end);
  }

  private void sendIfWanted(Claimed claimed, Letter letter) {
    switch (letter.state()) {
      case ConsentState.Open open when open.isOf(letter.request().id()) -> send(claimed, letter);
      case ConsentState.Erased _ -> throw new DeliveryFailed(DeliveryFault.SUBJECT_ERASED);
      case ConsentState.Unasked _,
          ConsentState.Open _,
          ConsentState.Standing _,
          ConsentState.Declined _,
          ConsentState.TakenBack _ -> {
        // An earlier attempt did arrive, and was answered.
      }
    }
  }

  private void send(Claimed claimed, Letter letter) {
    Address address = recipients.address(claimed.tenant(), letter.request());
    LinkToken token = LinkToken.fresh(random);
    Instant madeAt = now();
    Instant expires = madeAt.plus(config.linkLifetime());
    // The hash goes first: a mail whose link leads nowhere would be worse than a link without one.
    room.keepLink(claimed, letter.request().card(), token.hash(), madeAt, expires);
    mail.send(address, letter.purpose(), token, expires);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
