# Lost messages.

nav-errors = Lost messages
errors-lead = What reached nobody, why, and what to do. Nothing is sent again from here.
errors-none = No lost messages. Checked at { $at }.
errors-code = error { $code }
errors-attempts = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}
errors-count = { $count } messages, the last one:
errors-why-opted_out = This person no longer wants messages.
errors-do-opted_out = Do not write to them any more. They can come back by writing START.
errors-why-not_reachable = This number cannot be reached on WhatsApp.
errors-do-not_reachable = Call them, or wait until they write.
errors-why-outside_window = More than 24 hours since their last message, and no approved template.
errors-do-outside_window = Add a template in the settings, or wait until they write.
errors-why-never_wrote = This person never wrote to the shop, and there is no approved template: WhatsApp does not let a shop begin.
errors-do-never_wrote = Ask them to write a first message to the shop's number, or add a template in the settings.
errors-why-sender_misconfigured = Twilio does not know your sending number.
errors-do-sender_misconfigured = Check the number in the settings, section WhatsApp.
errors-why-credentials = Twilio refuses your account or token.
errors-do-credentials = Paste the current token: settings, section WhatsApp.
errors-why-content = The text, picture or template was refused.
errors-do-content = Check your templates at Twilio and in the settings.
errors-why-no_address = Their number is no longer known.
errors-do-no_address = Nothing to do: their data were erased or never given.
errors-why-tried_for_a_day = A day of tries was not enough.
errors-do-tried_for_a_day = Check that your Twilio account works, then contact support.
errors-why-undelivered = WhatsApp took it but could not hand it over.
errors-do-undelivered = Call them if it is urgent: their phone may be off.
errors-why-other = Another cause.
errors-do-other = Contact support with the error number.
