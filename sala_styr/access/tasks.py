"""The worker's part: the letter to who has forgotten the password."""

from django_tasks import task


@task()
def send_reset_letter(email: str) -> None:
    """Send the letter to whoever has the address, a password here and an open log-in; nothing to anybody else."""
    from django.conf import settings
    from django.contrib.auth.forms import PasswordResetForm
    from django.utils import translation

    form = PasswordResetForm({"email": email})
    if not form.is_valid():
        return
    with translation.override(settings.LANGUAGE_CODE):
        form.save(
            domain_override="sala-styr",
            subject_template_name="access/letters/password_subject.txt",
            email_template_name="access/letters/password.txt",
            from_email=settings.DEFAULT_FROM_EMAIL,
            extra_email_context={"base": settings.MAIL_BASE, "municipality": settings.MUNICIPALITY_NAME},
        )
