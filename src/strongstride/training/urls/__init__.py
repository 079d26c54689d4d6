"""Addresses of training, one module an area."""

from strongstride.training.urls import exercises, log, own_data, plan, progress, set_up, today

app_name = "training"
urlpatterns = [
    *today.urlpatterns,
    *plan.urlpatterns,
    *progress.urlpatterns,
    *exercises.urlpatterns,
    *log.urlpatterns,
    *set_up.urlpatterns,
    *own_data.urlpatterns,
]
